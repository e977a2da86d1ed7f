/*
 * Guarded: which locks go with which maps.
 *
 * Nobody declares that a lock guards a map, but the accesses say so. While functions
 * are run they tell the program of every access to a map that outlives them under a
 * lock of the same object (or a global one), and of accesses without any lock by code
 * that is known to run beside other code: a thread, what an event loop calls, and what
 * a function does after it has begun a thread.
 */
#ifndef MAPVET_CHECK_GUARDED_H
#define MAPVET_CHECK_GUARDED_H

#include "check/rule.h"

/* What an event says of maps and the locks held. */
void guarded_learn(RuleCtx *cx, const MapEvent *ev);

#endif
