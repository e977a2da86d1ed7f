/*
 * The road itself: command line or open document to findings, for check, cc and lsp.
 *
 * A Checker holds what lasts a whole run (models, rule choice, intern table). A unit is
 * checked in the calling process by checker_unit(), or, for many, by run_check() in
 * worker processes, so that a crash of libclang loses one unit and not the run.
 */
#ifndef MAPVET_DRIVE_RUN_H
#define MAPVET_DRIVE_RUN_H

#include "check/run.h"
#include "drive/texts.h"
#include "front/compdb.h"

typedef struct CheckOptions {
    const char *root;         /* project root, absolute */
    PathList models;          /* folders of --models */
    VEC(const char *) enable; /* --enable RULE, in order with disable */
    VEC(const char *) disable;
    bool possible; /* also the tier "possible" */
} CheckOptions;

typedef struct Checker Checker;
typedef struct Outside Outside; /* summary/program.h */

/* Fails on an unknown rule or a wrong model, and says which. `options` is borrowed. */
Checker *checker_new(const CheckOptions *options, Err *err);
void checker_free(Checker *checker); /* NULL is fine */
Intern *checker_intern(Checker *checker);
const char *checker_root(const Checker *checker);
/* For the request of a unit that is lowered outside of checker_unit(). */
const MacroShapes *checker_macros(const Checker *checker);
/* Whether findings of this rule (also "suppression") and tier are looked for. */
bool checker_looks_for(const Checker *checker, Str rule, Tier tier);

typedef struct UnitResult {
    FindingList findings; /* finished, suppressions applied; its files begin as those of
                             the unit */
    VEC(Diagnostic) diagnostics;
    Unit *unit; /* for hover and dump; lives in the arena */
    VEC(const char *) inputs;
    const char *input_hash; /* 32 hex digits over all inputs, flags and our version */
    CheckStats stats;
    uint32_t errors; /* of the compiler */
    bool has_errors; /* the source does not compile cleanly */
} UnitResult;

/* Checks one unit in this process; everything in `out` lives in `arena`. Fails when
 * there is nothing to analyse: no file, a source that libclang gives up. */
bool checker_unit(Checker *checker, const Command *command, const Unsaved *unsaved,
                  unsigned unsaved_count, Arena *arena, UnitResult *out, Err *err);
/* The same after lowering elsewhere (an editor's kept document) from the same texts.
 * A wrong annotation is one of the diagnostics. */
bool checker_lowered(Checker *checker, Lowered *lowered, const Command *command,
                     const Unsaved *unsaved, unsigned unsaved_count, Arena *arena,
                     UnitResult *out, Err *err);

/* ---- the road in parts, for many units ---- */

/* What is to be asked about functions of other units from now on; NULL: nothing. */
void checker_ask(Checker *checker, const Outside *outside);
/* A file that a unit was made of. */
typedef struct Input {
    const char *path; /* absolute */
    FileStamp stamp;
    uint64_t hash; /* of the content */
} Input;
typedef VEC(Input) InputList;

/* What decides what becomes of a source besides its text: the command, and what this
 * program is made of. */
const char *checker_key(const Checker *checker, const Command *command, Arena *arena);
/* What decides the findings besides the units: program, rules, models. */
const char *checker_identity(const Checker *checker);

/* Lowers a unit. `input_hash` as in UnitResult; a wrong annotation is one of the
 * diagnostics. `inputs` receives the files behind it; it may be NULL. */
bool checker_lower(Checker *checker, const Command *command, const Unsaved *unsaved,
                   unsigned unsaved_count, Arena *arena, Lowered *out,
                   const char **input_hash, InputList *inputs, Err *err);
/* An empty program with the checker's models. */
Program *checker_program(Checker *checker);
/* Runs the rules that were chosen; `out` as for check_program(). */
void checker_check(Checker *checker, Program *program, const Pulse *pulse, Arena *arena,
                   UnitCheck *out);
/* Applies suppressions to what was found in a unit, and finishes it; `out` has its
 * arena. `has_errors`: the unit does not compile cleanly. */
void checker_finish(Checker *checker, const Program *program, uint32_t unit,
                    bool has_errors, UnitCheck *check, const Texts *texts,
                    FindingList *out);

#endif
