/*
 * Ended: maps of fields and globals that go with values still in them.
 *
 * While functions are run they tell the program how entries leave such maps, and what
 * is done with the values meanwhile. Where all that is put into a map was made for it
 * (owned.h), a clear or free without a function for the values loses them, unless some
 * part of the program may have dealt with them one after the other before.
 */
#ifndef MAPVET_CHECK_ENDED_H
#define MAPVET_CHECK_ENDED_H

#include "check/rule.h"
#include "summary/program.h"

/* What an event says of them. */
void ended_learn(RuleCtx *cx, const MapEvent *ev);
/* The value was handed to something nobody knows; `state` may be NULL. */
void ended_exposed(Program *program, const Flow *flow, const State *state,
                   ValueId value);
/* The value was stored where it outlives the function's variables. */
void ended_kept(Program *program, const Flow *flow, const State *state, ValueId value);

#endif
