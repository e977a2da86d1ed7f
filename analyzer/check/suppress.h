/*
 * Suppressions: comments that silence findings, and their audit.
 *
 *   // mapvet:ignore RULE -- reason       the line, or the line below when alone on it
 *   above a function's first line: the whole function; "mapvet:ignore-file RULE": the file
 *   //nolint:mapvet and // NOLINT(mapvet-RULE) are read too.
 * RULE may be a list "a,b"; without one all rules are meant. Block comments work alike.
 */
#ifndef MAPVET_CHECK_SUPPRESS_H
#define MAPVET_CHECK_SUPPRESS_H

#include "check/finding.h"

typedef struct Suppression {
    Span span;              /* the comment */
    uint32_t from, to;      /* lines it covers */
    const char *rules;      /* "" means all */
    const char *reason;     /* "" when missing */
    bool used;
} Suppression;

typedef VEC(Suppression) SuppressionList;

/* Reads the comments of one file. `unit` gives the functions' bodies (may be NULL). */
void suppress_read(Arena *arena, const Unit *unit, uint32_t file, Str text,
                   SuppressionList *out);
/* Marks findings; then adds findings of the rule id "suppression" (note) for comments
 * that are unused, lack a reason or name an unknown rule. `known` says whether a rule
 * exists. */
void suppress_apply(SuppressionList *list, FindingList *findings,
                    bool (*known)(Str rule));

#endif
