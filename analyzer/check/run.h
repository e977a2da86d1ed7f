/*
 * Runs the rules over a program: its functions bottom-up, each event of each to the
 * rules that hook it. What a function's last run shows is what is found.
 */
#ifndef MAPVET_CHECK_RUN_H
#define MAPVET_CHECK_RUN_H

#include "check/finding.h"

/* Which rules speak; `enabled[i]` belongs to rule_table[i]. */
typedef struct RuleChoice {
    bool *enabled;
    bool possible; /* also findings of the tier "possible" */
} RuleChoice;

/* What was looked at, so that nothing found does not look like nothing done. */
typedef struct CheckStats {
    uint32_t functions;
    uint32_t map_operations;
    uint32_t iterations;
    uint32_t
        unmodelled; /* functions called with a map that no model and no body explains */
    uint32_t cut_short; /* functions whose paths hit the engine's bound */
} CheckStats;

/* What is believed of a function (summary/bytes.h), for the units that call it. */
typedef struct NamedSummary {
    const char *name;
    Str bytes;
} NamedSummary;
typedef VEC(NamedSummary) SummaryList;

RuleChoice rule_choice_default(Arena *arena);
unsigned rule_count(void);
/* Index of the rule with this id, or -1. */
int rule_find(Str id);

/* What was found in the functions of one unit. Spans mean the program's files, and so
 * does `files` of the list. Unfinished (see findings_finish). */
typedef struct UnitCheck {
    FindingList findings;
    CheckStats stats;
} UnitCheck;

typedef struct Program Program; /* summary/program.h */

/* Told of each run of a function before it begins, for progress and for blame. */
typedef struct Pulse {
    void *ctx;
    void (*begin)(void *ctx, uint32_t func); /* its number in the program */
} Pulse;

/* Runs a linked program. `pulse` may be NULL. `out` has room for each of its units;
 * what is found lives in the arena. */
void check_program(Program *program, const RuleChoice *choice, const Pulse *pulse,
                   Arena *arena, UnitCheck *out);

#endif
