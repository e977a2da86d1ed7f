#include "front/build.h"

#include <assert.h>
#include <stdlib.h>

void build_begin(Build *b, Unit *unit, Arena *scratch, Sym name)
{
    *b = (Build){ .unit = unit, .arena = scratch, .fn = { .name = name } };
    vec_push(scratch, &b->fn.places, (Place){ .root = NO_ID });
    vec_push(scratch, &b->previous, 0);
    b->block = build_block(b);
}

/* ---- variables and places ---- */

/* The number of this use of the name, from 1. */
static uint32_t count_use(Build *b, Sym name)
{
    for (uint32_t i = 0; i < b->names.len; i++)
        if (b->names.items[i].name == name)
            return ++b->names.items[i].count;
    vec_push(b->arena, &b->names, ((NameUse){ .name = name, .count = 1 }));
    return 1;
}

VarId build_var(Build *b, Var var)
{
    Intern *intern = b->unit->intern;
    uint32_t use = var.is_temp ? 1 : count_use(b, var.name);
    if (use > 1) {
        const char *name = sym_text(intern, var.name);
        var.name = intern_text(intern, arena_printf(b->arena, "%s#%u", name, use));
    }
    vec_push(b->arena, &b->fn.vars, var);
    return b->fn.vars.len - 1;
}

VarId build_temp(Build *b, Var like)
{
    like.name =
        intern_text(b->unit->intern, arena_printf(b->arena, "%%%u", ++b->temp_count));
    like.is_temp = true;
    like.is_static = false;
    like.is_const = false;
    return build_var(b, like);
}

static bool selectors_eq(const Place *a, const Place *b)
{
    if (a->count != b->count)
        return false;
    for (unsigned i = 0; i < a->count; i++) {
        const Selector *x = &a->sel[i], *y = &b->sel[i];
        if (x->kind != y->kind || (x->kind == SEL_FIELD && x->field != y->field) ||
            (x->kind == SEL_INDEX && !opnd_eq(x->index, y->index)))
            return false;
    }
    return true;
}

/* Places are chained by their root, so that a function with thousands stays cheap. */
PlaceId build_place(Build *b, const Place *place)
{
    PlaceId *last;
    if (place->is_global) {
        while (b->last_global.len <= place->root)
            vec_push(b->arena, &b->last_global, 0);
        last = &b->last_global.items[place->root];
    } else {
        while (b->last_local.len <= place->root)
            vec_push(b->arena, &b->last_local, 0);
        last = &b->last_local.items[place->root];
    }
    for (PlaceId id = *last; id; id = b->previous.items[id])
        if (selectors_eq(&b->fn.places.items[id], place))
            return id;
    vec_push(b->arena, &b->fn.places, *place);
    vec_push(b->arena, &b->previous, *last);
    *last = b->fn.places.len - 1;
    return *last;
}

PlaceId build_var_place(Build *b, VarId var)
{
    return build_place(b, &(Place){ .root = var });
}

/* ---- events ---- */

void build_event(Build *b, Verb verb, PlaceId dst, uint32_t count, const Operand *args,
                 Span span)
{
    Event event = { .verb = (uint8_t)verb,
                    .dst = dst,
                    .arg_count = (uint16_t)(count < UINT16_MAX ? count : UINT16_MAX),
                    .span = span };
    event.args = arena_copy(b->arena, args, event.arg_count * sizeof *args);
    vec_push(b->arena, &b->fn.blocks.items[b->block].events, event);
}

void build_copy(Build *b, PlaceId dst, Operand value, Span span)
{
    build_event(b, EV_COPY, dst, 1, &value, span);
}

void build_compute(Build *b, PlaceId dst, Operand left, char op, Operand right,
                   Span span)
{
    build_event(b, EV_COMPUTE, dst, 2, (Operand[]){ left, right }, span);
    vec_last(&b->fn.blocks.items[b->block].events).op = (uint8_t)op;
}

void build_call(Build *b, PlaceId dst, Operand callee, uint32_t count,
                const Operand *args, Span span)
{
    build_event(b, EV_CALL, dst, count, args, span);
    vec_last(&b->fn.blocks.items[b->block].events).callee = callee;
}

/* ---- flow ---- */

BlockId build_block(Build *b)
{
    return func_block(&b->fn, b->arena);
}

void build_start(Build *b, BlockId block)
{
    b->block = block;
}

/* Ends the current block; what follows is reached by nothing. */
static void end_block(Build *b, Terminator term, uint32_t count, const BlockId *to)
{
    term.to = arena_copy(b->arena, to, count * sizeof *to);
    b->fn.blocks.items[b->block].term = term;
    b->block = build_block(b);
}

void build_goto(Build *b, BlockId target)
{
    end_block(b, (Terminator){ .kind = TERM_GOTO }, 1, &target);
}

void build_fall(Build *b, BlockId block)
{
    build_goto(b, block);
    build_start(b, block);
}

static bool cmp_holds(CmpKind cmp, int64_t a, int64_t b)
{
    switch (cmp) {
    case CMP_EQ:
        return a == b;
    case CMP_NE:
        return a != b;
    case CMP_LT:
        return a < b;
    case CMP_LE:
        return a <= b;
    case CMP_GT:
        return a > b;
    case CMP_GE:
        return a >= b;
    case CMP_NONE:
        break;
    }
    UNREACHABLE();
}

void build_branch(Build *b, Cond cond, BlockId yes, BlockId no, Span span)
{
    if (cond.cmp != CMP_NONE && cond.a.kind == OPND_INT && cond.b.kind == OPND_INT) {
        build_goto(b, cmp_holds(cond.cmp, cond.a.number, cond.b.number) ? yes : no);
        return;
    }
    end_block(b, (Terminator){ .kind = TERM_BRANCH, .cond = cond, .span = span }, 2,
              (BlockId[]){ yes, no });
}

void build_unreachable(Build *b, Span span)
{
    end_block(b, (Terminator){ .kind = TERM_UNREACHABLE, .span = span }, 0, NULL);
}

/* ---- scopes ---- */

void build_defer(Build *b, Operand callee, Operand argument, Span span)
{
    Defer *defer = ARENA_NEW(b->arena, Defer);
    *defer = (Defer){ .below = b->defers,
                      .depth = b->defers ? b->defers->depth + 1 : 1,
                      .callee = callee,
                      .argument = argument,
                      .span = span };
    b->defers = defer;
}

static void run_defers(Build *b, const Defer *from, const Defer *until)
{
    for (const Defer *defer = from; defer && defer != until; defer = defer->below)
        build_call(b, 0, defer->callee, defer->argument.kind != OPND_NONE,
                   &defer->argument, defer->span);
}

void build_scope_close(Build *b, const Defer *outer)
{
    run_defers(b, b->defers, outer);
    b->defers = outer;
}

/* ---- loops, switches ---- */

static Frame *innermost_loop(const Build *b)
{
    Frame *frame = b->frame;
    while (frame && !frame->is_loop)
        frame = frame->outer;
    return frame;
}

static void mark_left(Build *b, const Frame *frame)
{
    if (frame->is_loop)
        b->fn.blocks.items[frame->head].trip.may_leave = true;
}

Frame *build_loop_open(Build *b, Trip trip)
{
    Frame *frame = ARENA_NEW(b->arena, Frame);
    *frame = (Frame){ .outer = b->frame, .is_loop = true, .defers = b->defers };
    frame->head = build_block(b);
    frame->next = build_block(b);
    frame->exit = build_block(b);
    b->fn.blocks.items[frame->head].trip = trip;
    build_fall(b, frame->head);
    b->frame = frame;
    return frame;
}

void build_loop_close(Build *b)
{
    build_start(b, b->frame->exit);
    b->frame = b->frame->outer;
}

void build_break(Build *b)
{
    if (!b->frame) { /* only in a source that does not compile */
        build_unreachable(b, (Span){ 0 });
        return;
    }
    mark_left(b, b->frame);
    run_defers(b, b->defers, b->frame->defers);
    build_goto(b, b->frame->exit);
}

void build_continue(Build *b)
{
    const Frame *loop = innermost_loop(b);
    if (!loop) {
        build_unreachable(b, (Span){ 0 });
        return;
    }
    run_defers(b, b->defers, loop->defers);
    build_goto(b, loop->next);
}

void build_return(Build *b, Operand value, Span span)
{
    for (const Frame *frame = b->frame; frame; frame = frame->outer)
        mark_left(b, frame);
    run_defers(b, b->defers, NULL);
    Terminator term = { .kind = TERM_RETURN, .cond = { .a = value }, .span = span };
    end_block(b, term, 0, NULL);
}

void build_leave(Build *b, const Frame *frame, const Defer *outer, BlockId target)
{
    for (const Frame *at = b->frame; at && at != frame; at = at->outer)
        mark_left(b, at);
    run_defers(b, b->defers, outer);
    build_goto(b, target);
}

void build_switch_open(Build *b, Operand value, Span span)
{
    Frame *frame = ARENA_NEW(b->arena, Frame);
    *frame = (Frame){ .outer = b->frame,
                      .head = b->block,
                      .next = NO_ID,
                      .defers = b->defers,
                      .value = value,
                      .span = span,
                      .fallback = NO_ID };
    frame->exit = build_block(b);
    b->frame = frame;
    build_start(b, build_block(b));
}

static Frame *innermost_switch(const Build *b)
{
    Frame *frame = b->frame;
    while (frame && frame->is_loop)
        frame = frame->outer;
    return frame;
}

void build_case(Build *b, int64_t low, int64_t high)
{
    BlockId block = build_block(b);
    build_fall(b, block);
    Frame *frame = innermost_switch(b);
    if (frame && low <= high)
        vec_push(b->arena, &frame->cases,
                 ((SwitchCase){ .low = low, .high = high, .to = block }));
}

void build_default(Build *b)
{
    BlockId block = build_block(b);
    build_fall(b, block);
    Frame *frame = innermost_switch(b);
    if (frame)
        frame->fallback = block;
}

/* Ranges this long are tested by comparison, shorter ones are listed. */
#define RANGE_LISTED 16

static bool is_listed(const SwitchCase *c)
{
    return (uint64_t)c->high - (uint64_t)c->low < RANGE_LISTED;
}

/* `low <= value && value <= high` for every long range, else to `fallback`. */
static BlockId test_ranges(Build *b, const Frame *frame, BlockId fallback)
{
    for (uint32_t i = frame->cases.len; i-- > 0;) {
        const SwitchCase *c = &frame->cases.items[i];
        if (is_listed(c))
            continue;
        BlockId test = build_block(b), upper = build_block(b);
        Cond above = { .cmp = CMP_GE, .a = frame->value, .b = opnd_int(c->low) };
        Cond below = { .cmp = CMP_LE, .a = frame->value, .b = opnd_int(c->high) };
        build_start(b, test);
        build_branch(b, above, upper, fallback, frame->span);
        build_start(b, upper);
        build_branch(b, below, c->to, fallback, frame->span);
        fallback = test;
    }
    return fallback;
}

void build_switch_close(Build *b)
{
    Frame *frame = b->frame;
    build_goto(b, frame->exit);
    BlockId other = frame->fallback == NO_ID ? frame->exit : frame->fallback;
    other = test_ranges(b, frame, other);
    VEC(int64_t) values = { 0 };
    VEC(BlockId) to = { 0 };
    for (uint32_t i = 0; i < frame->cases.len; i++) {
        const SwitchCase *c = &frame->cases.items[i];
        for (uint64_t n = 0; is_listed(c) && n <= (uint64_t)c->high - (uint64_t)c->low;
             n++) {
            vec_push(b->arena, &values, c->low + (int64_t)n);
            vec_push(b->arena, &to, c->to);
        }
    }
    vec_push(b->arena, &to, other);
    build_start(b, frame->head);
    Terminator term = { .kind = TERM_SWITCH,
                        .cond = { .cmp = CMP_EQ, .a = frame->value },
                        .case_count = values.len,
                        .cases = values.items,
                        .span = frame->span };
    if (values.len)
        end_block(b, term, to.len, to.items);
    else
        build_goto(b, other);
    build_start(b, frame->exit);
    b->frame = frame->outer;
}
