/*
 * Program: all units of a link, and what is known of their functions.
 *
 * Names mean what they mean to a linker, as far as a list of compile commands can say
 * which units make one program: the unit's own function first, then the only one of
 * that name, then the one nearest by path, and no one where two are equally near.
 * Functions of headers are kept once, by name and body. Statics carry their file.
 *
 * Functions are run callees first (callgraph.c). Functions that call each other are run
 * together, each at most ROUNDS_MAX times, before their callers are: a cycle is cut
 * where it closes, for what it calls there is not known yet. At most two more rounds
 * over all follow, in each of which the functions are run again that were told
 * something, facts mostly, that has changed since. What a watcher is shown in a
 * function's last run is what counts.
 *
 * Each run is a function of the function's IR, the models, and the answers that it got
 * from the program; they are recorded (memo.h). So results depend neither on the order
 * in which units are added nor on what was run before.
 */
#ifndef MAPVET_SUMMARY_PROGRAM_H
#define MAPVET_SUMMARY_PROGRAM_H

#include "ir/blob.h"
#include "summary/summary.h"

typedef struct Program Program;
typedef uint32_t FuncId; /* of a function in the program, or NO_ID */

enum { ROUNDS_MAX = 3 };

/* What is known of functions that are not in the program: the rest of a project of
 * which one unit is open. */
typedef struct Outside {
    void *ctx;
    /* The summary (bytes.h) of what the name means in the unit of that path; good until
     * the next question. */
    bool (*summary)(void *ctx, const char *path, const char *name, Str *bytes);
    /* Does the function of this body, which the unit of that path sees in a header,
     * belong to another unit already? */
    bool (*belongs)(void *ctx, const char *path, Hash body);
} Outside;

/* `models` is what annotations of the units are laid over; it and the intern table are
 * borrowed. `outside` may be NULL. */
Program *program_new(Intern *intern, const ModelSet *models, const Outside *outside);
void program_free(Program *program); /* NULL is fine */

/* Adds a unit as written by blob_write(), whose bytes are borrowed until the end. `tag`
 * is the caller's own number for it. */
bool program_add(Program *program, Str blob, uint32_t tag, Err *err);
/* What program_memo() gave for the unit added last, in an earlier link of a program
 * with the same models, rules and build; borrowed. It may be anything. */
void program_recall(Program *program, Str memo);
/* Keeps what program_memo() needs. */
void program_keep_runs(Program *program);
/* All units are added: binds names, and finds what to run. `whole` says that there are
 * no others. A wrong annotation is left out and told in `err`, which may be ignored. */
bool program_link(Program *program, bool whole, Err *err);

/* Runs what is worth running. `watcher->begin` is called before each run of a function;
 * what was shown in an earlier run of it is void then. */
void program_run(Program *program, const Watcher *watcher);

/* After it: what is to be known of the runs of a unit's functions in a later link. */
void program_memo(const Program *program, uint32_t unit, StrBuf *out);

/* ---- what there is ---- */

/* Units in the order of their paths. */
uint32_t program_unit_count(const Program *program);
const Unit *program_unit(const Program *program, uint32_t unit); /* heads only */
uint32_t program_unit_tag(const Program *program, uint32_t unit);
/* Functions of a unit: `first` and those after it, as in Unit.funcs. */
FuncId program_unit_first(const Program *program, uint32_t unit);
uint32_t program_func_count(const Program *program);
uint32_t program_func_unit(const Program *program, FuncId func);
const Func *program_func(const Program *program, FuncId func); /* head only */
/* How many functions are worth running. */
uint32_t program_listed_count(const Program *program);
/* Was it, or the copy that stands for it, worth running? */
bool program_func_ran(const Program *program, FuncId func);
/* Reads the whole function; it lives in the arena. False when it is damaged. */
bool program_body(const Program *program, FuncId func, Arena *arena, Func *out);
const char *program_text(const Program *program, Sym sym);
const FileTable *program_files(const Program *program);
const ModelSet *program_models(const Program *program);

/* What a name means in a unit; NO_ID when nothing, or when it cannot be told. */
FuncId program_find(const Program *program, uint32_t unit, Sym name);
/* The unit of a path, or NO_ID. */
uint32_t program_find_unit(const Program *program, const char *path);
/* What is believed of a function after a run; empty when it was not run. */
Str program_summary_bytes(const Program *program, FuncId func);
/* The same, read; it lives in the arena. NULL when it was not run. */
const Summary *program_summary(const Program *program, FuncId func, Arena *arena);

/* The program as the outside of one of its units that has changed. */
Outside program_outside(Program *program);

/* ---- facts ---- */

/* All facts of a kind about a key: those of the units, in their order, then those that
 * runs contributed up to the round before. Asked during a run, it is recorded. */
Facts program_facts(Program *program, FactKind kind, Sym key);
/* A fact that the function being run has found; void when it is run again. */
void program_contribute(Program *program, ProgramFact fact);
/* How the map was made that stands where the value was read from; false when that is
 * not known, or not all that stand there were made alike. Recorded as well. */
bool program_made_with(Program *program, const Flow *flow, ValueId map, BoundMap *made);
/* Are there no units but these? */
bool program_is_whole(const Program *program);

#endif
