/*
 * Suppressions: comments that silence findings, and their audit.
 *
 *   // mapvet:ignore RULE -- reason       the line, or the line below when alone on it
 *   above a function's first line: the whole function; "mapvet:ignore-file RULE": the
 * file
 *   //nolint:mapvet and // NOLINT(mapvet-RULE), NOLINTNEXTLINE(...) are read too.
 * RULE may be a list "a,b"; without one all rules are meant. Block comments work alike.
 * A comment must begin with the word: prose about suppressions is none.
 */
#ifndef MAPVET_CHECK_SUPPRESS_H
#define MAPVET_CHECK_SUPPRESS_H

#include "check/finding.h"

typedef struct Suppression {
    Span span;          /* the comment */
    uint32_t from, to;  /* lines it covers */
    const char *rules;  /* "a,b"; "" means all */
    const char *reason; /* "" when missing */
    bool used;
} Suppression;

typedef VEC(Suppression) SuppressionList;

/* Reads the comments of one file. `unit` gives the functions' names (may be NULL).
 * Texts live in the arena. */
void suppress_read(Arena *arena, const Unit *unit, uint32_t file, Str text,
                   SuppressionList *out);

typedef enum { RULE_UNKNOWN, RULE_OFF, RULE_ON } RuleState;

/* What the audit needs to know. */
typedef struct SuppressAudit {
    /* What is known of a rule; "" asks whether all that are on by default are on. */
    RuleState (*state)(const void *ctx, Str rule);
    const void *ctx;
    uint32_t file;   /* only comments of this file are audited; 0: of none */
    bool see_unused; /* false when findings may be missing: unused ones are no fault */
} SuppressAudit;

/* Marks the findings (of which the first matching comment gives the reason); then adds
 * findings of the rule id "suppression" (note) for comments that are unused, lack a
 * reason or name an unknown rule. */
void suppress_apply(SuppressionList *list, FindingList *findings,
                    const SuppressAudit *audit);

#endif
