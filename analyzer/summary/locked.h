/* Locks in summaries, for the files that make and apply them. */
#ifndef MAPVET_SUMMARY_LOCKED_H
#define MAPVET_SUMMARY_LOCKED_H

#include "summary/apply.h"
#include "summary/collect.h"

/* What was held at a call before an effect of the callee was run. */
typedef struct Locked {
    const LockFact *locks;
    bool beside;
} Locked;

/* The locks that are held, or that the caller held and that were given back. */
LockSet locks_of(const Flow *flow, const State *state, bool given_back);
/* What both hold. */
void locks_meet(LockSet *into, const LockSet *with);
/* All paths have ended: what each outcome has taken and given back. */
void locked_close(Collect *collect, Flow *flow);

/* The callee holds more while the effect happens ... */
Locked locked_begin(const Apply *apply, State *state, const Effect *effect);
/* ... and afterwards the caller what it held. */
void locked_end(const Locked *before, State *state);
/* The callee has ended in this way. */
void locked_after(const Apply *apply, State *state, const Outcome *outcome);

#endif
