/*
 * Apply: the fixes of findings, written to their files or shown as a diff.
 */
#ifndef MAPVET_CLI_APPLY_H
#define MAPVET_CLI_APPLY_H

#include "base/err.h"
#include "check/finding.h"

typedef struct ApplyCount {
    uint32_t fixes;
    uint32_t files;
    uint32_t left; /* fixes that touch what another one touches: for the next time */
} ApplyCount;

/* Applies the first fix of every finding that is not suppressed; each file is replaced
 * in one step. */
bool fixes_apply(Arena *arena, const char *root, const FindingList *list,
                 ApplyCount *count, Err *err);

/* The same as a unified diff without context, that `patch` reads; writes no file. */
bool fixes_diff(Arena *arena, const char *root, const FindingList *list, StrBuf *out,
                ApplyCount *count, Err *err);

#endif
