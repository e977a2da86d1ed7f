/*
 * Runs the rules over one unit: orders its functions bottom-up, computes summaries,
 * walks every function and lets the rules look at each event.
 */
#ifndef MAPVET_CHECK_RUN_H
#define MAPVET_CHECK_RUN_H

#include "check/finding.h"
#include "model/model.h"

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

RuleChoice rule_choice_default(Arena *arena);
unsigned rule_count(void);
/* Index of the rule with this id, or -1. */
int rule_find(Str id);

/* Findings go to `out` unfinished (see findings_finish). Temporary memory comes from
 * `scratch` and is given back. `stats` is added to. */
void check_unit(const Unit *unit, const ModelSet *models, const RuleChoice *choice,
                Arena *scratch, FindingList *out, CheckStats *stats);

#endif
