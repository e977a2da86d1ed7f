/*
 * Shared headers over a run: which units begin with the same includes under the same
 * options, and the header that is parsed once for them.
 *
 * The plan is made before the workers start. The first worker that needs a header makes
 * it; who comes while it is being made parses his unit as it stands. A header is only a
 * faster way to the same tree, so nothing depends on who was first.
 */
#ifndef MAPVET_DRIVE_SHARE_H
#define MAPVET_DRIVE_SHARE_H

#include "front/compdb.h"
#include "front/front.h"

typedef struct SharePlan SharePlan;

/* Reads how the units begin; `wanted[i]` says which will be parsed, NULL means all. The
 * headers stand in a folder made below `temporary`. NULL when nothing would be gained,
 * or the folder cannot be made. `commands` is borrowed. */
SharePlan *share_plan(Arena *arena, const char *root, const char *temporary,
                      const CommandList *commands, const bool *wanted);
/* The header for a unit, made when it is not there yet. NULL: parse without. */
const SharedHeader *share_header(SharePlan *plan, uint32_t unit);
/* Removes the files. Call it once, in the process that made the plan. */
void share_end(SharePlan *plan); /* NULL is fine */

#endif
