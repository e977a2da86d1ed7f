/*
 * Build: functions put together from statements, the same way for every language.
 *
 * A front end walks its syntax tree and calls these functions; blocks, loops, switches,
 * jumps, conditions and the calls that happen when a scope is left are made here once.
 * The function under construction lives in a scratch arena; build_end() drops what
 * cannot be reached, joins straight runs of blocks, numbers them in reverse postorder
 * and copies the result into the unit.
 *
 * There is always a current block. After a jump it is a fresh one that nothing reaches,
 * so callers need not ask whether code is dead.
 */
#ifndef MAPVET_FRONT_BUILD_H
#define MAPVET_FRONT_BUILD_H

#include "ir/ir.h"

/* A call that runs when its scope is left. The newest hides the older ones below. */
typedef struct Defer {
    const struct Defer *below;
    uint32_t depth; /* 1 for the oldest */
    Operand callee;
    Operand argument; /* OPND_NONE: called without */
    Span span;
} Defer;

/* The values low to high of a switch go to a block. */
typedef struct SwitchCase {
    int64_t low, high;
    BlockId to;
} SwitchCase;

/* What `break` and `continue` mean at this point: an open loop or switch. */
typedef struct Frame {
    struct Frame *outer;
    bool is_loop;
    BlockId head; /* loop: carries the Trip. switch: the block that decides */
    BlockId next; /* loop: where `continue` goes */
    BlockId exit;
    const Defer *defers;
    /* of a switch: */
    Operand value;
    Span span;
    VEC(SwitchCase) cases;
    BlockId fallback; /* NO_ID until there is a default */
} Frame;

/* A label, defined or only jumped to so far. */
typedef struct BuildLabel {
    Sym name;
    BlockId block;
    bool is_defined;
    bool address_taken;
    const Defer *defers; /* at the label */
    const Frame *frame;
} BuildLabel;

/* A jump to a label, to be filled in when all labels are known. */
typedef struct BuildGoto {
    uint32_t label; /* in Build.labels; NO_ID when computed */
    BlockId from;
    const Defer *defers; /* at the jump */
    Frame *frame;
    Span span;
} BuildGoto;

/* How often a name was given to a local. */
typedef struct NameUse {
    Sym name;
    uint32_t count;
} NameUse;

typedef struct Build {
    Unit *unit;
    Arena *arena; /* scratch, dies after build_end() */
    Func fn;
    BlockId block; /* events go here */
    const Defer *defers;
    Frame *frame;
    uint32_t temp_count;
    VEC(BuildLabel) labels;
    VEC(BuildGoto) gotos;
    VEC(NameUse) names;
    VEC(PlaceId) last_local, last_global; /* newest place of each root */
    VEC(PlaceId) previous;                /* of each place: the one before it there */
} Build;

void build_begin(Build *b, Unit *unit, Arena *scratch, Sym name);
/* Finishes the function and appends it to the unit. */
void build_end(Build *b);

/* ---- variables and places ---- */

/* Appends a variable; a name that is taken becomes "name#2". */
VarId build_var(Build *b, Var var);
/* A fresh variable that no user sees; takes type and pointers from `like`. */
VarId build_temp(Build *b, Var like);
PlaceId build_place(Build *b, const Place *place);
PlaceId build_var_place(Build *b, VarId var);

/* ---- events, into the current block ---- */

void build_event(Build *b, Verb verb, PlaceId dst, uint32_t count, const Operand *args,
                 Span span);
void build_copy(Build *b, PlaceId dst, Operand value, Span span);
/* `op` as in Event.op; '?' stands for any comparison. */
void build_compute(Build *b, PlaceId dst, Operand left, char op, Operand right,
                   Span span);
void build_call(Build *b, PlaceId dst, Operand callee, uint32_t count,
                const Operand *args, Span span);

/* ---- flow ---- */

BlockId build_block(Build *b);
/* Events go to `block` from now on; the block before must have been ended. */
void build_start(Build *b, BlockId block);
/* Ends the current block with a jump and continues in `block`. */
void build_fall(Build *b, BlockId block);
void build_goto(Build *b, BlockId target);
/* A test of two constants is decided here. */
void build_branch(Build *b, Cond cond, BlockId yes, BlockId no, Span span);
void build_unreachable(Build *b, Span span);
/* Runs all deferred calls, then returns `value`. */
void build_return(Build *b, Operand value, Span span);
/* Leaves what was opened since: all within `frame`, with the calls deferred after
 * `outer`; goes on at the target. */
void build_leave(Build *b, const Frame *frame, const Defer *outer, BlockId target);

/* A loop. The head becomes the current block. The frame lives in the scratch arena. */
Frame *build_loop_open(Build *b, Trip trip);
/* Continues in the exit. The caller has made all jumps to the head. */
void build_loop_close(Build *b);
void build_break(Build *b);
void build_continue(Build *b);

/* A switch on `value`. Code before the first case is not reached. */
void build_switch_open(Build *b, Operand value, Span span);
void build_case(Build *b, int64_t low, int64_t high);
void build_default(Build *b);
void build_switch_close(Build *b);

void build_label(Build *b, Sym name);
void build_goto_label(Build *b, Sym name);
/* A jump whose target is not known: to every label whose address was taken. */
void build_label_address(Build *b, Sym name);
void build_goto_computed(Build *b, Span span);

/* ---- scopes ---- */

/* What build_scope_close() takes to run what was deferred since. */
static inline const Defer *build_scope_open(const Build *b)
{
    return b->defers;
}

void build_defer(Build *b, Operand callee, Operand argument, Span span);
void build_scope_close(Build *b, const Defer *outer);

#endif
