/* What applying a summary is made of, for summary/ alone. */
#ifndef MAPVET_SUMMARY_APPLY_H
#define MAPVET_SUMMARY_APPLY_H

#include "summary/summary.h"

typedef struct Apply {
    const Summary *summary;
    Flow *flow;
    const CallSite *call;
    const Outcome *outcome; /* being run */
    ValueId result;         /* of it */
} Apply;

/* ---- guard_call.c ---- */
/* Contradicted: false. Otherwise `*open` says whether something was left to assume. */
bool guard_allows(const Apply *apply, State *state, const Guard *guard, bool *open);
/* Left to assume is at most that pointers are not NULL, which a dead one never is. */
bool guard_sure(const Apply *apply, State *state, const Guard *guard);
/* Assumed, not tested by the caller: a NULL learnt this way proves nothing. */
void guard_assume(const Apply *apply, State *state, const Guard *guard);

/* ---- apply.c ---- */
/* `which` numbers the fresh values of a call. */
ValueId desc_value(const Apply *apply, State *state, const Desc *desc, uint32_t which);
/* The calls from the caller down to an event at `span` of the callee and below. */
const Chain *chain_down(const Apply *apply, Span span, const Chain *chain);

/* ---- life_apply.c ---- */
/* The objects that an outcome is about, while places still mean what they meant when
 * the callee was entered. Shows the uses of those that are dead. */
typedef struct Life Life;
Life *life_before(const Apply *apply, State *state, const Outcome *outcome);
/* ... freed and kept, when the callee is done. */
void life_after(const Apply *apply, State *state, const Outcome *outcome,
                const Life *life);

/* ---- held.c ---- */
/* What the callee stored somewhere has another holder now. */
void held_apply(const Apply *apply, State *state);

#endif
