/* What a callee does while it iterates over a map of its caller; for summary/ alone. */
#ifndef MAPVET_SUMMARY_WALK_H
#define MAPVET_SUMMARY_WALK_H

#include "summary/apply.h"
#include "summary/collect.h"

/* Writes to the effect the iteration that is open while it happens, and returns the
 * iterator; 0 when there is none that a caller would know. `changed`: the map that the
 * effect changes, whose own iterations are no business of the caller. */
ValueId walk_note(const Flow *flow, const State *state, ValueId changed,
                  Effect *effect);
bool walk_eq(const Walk *a, const Walk *b);
/* The iteration advances: what happened since in this state happened inside it. */
void walk_next(Collect *collect, const Flow *flow, const State *state, ValueId it);

/* In the caller: opens the iteration around the effect; 0 when there is none. `which`
 * as in desc_value(), three of them. */
ValueId walk_begin(const Apply *apply, State *state, const Effect *effect,
                   uint32_t which);
/* Lets it go on where the callee does, and closes it. */
void walk_end(const Apply *apply, const Effect *effect, ValueId it,
              const StateList *states, StateList *out);

#endif
