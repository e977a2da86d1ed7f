/*
 * Inside of a call by its model: for the files that share the work.
 */
#ifndef MAPVET_FLOW_MODEL_CALL_H
#define MAPVET_FLOW_MODEL_CALL_H

#include "flow/flow.h"

typedef struct ModelCall {
    Flow *flow;
    const CallSite *call;
    const FnModel *row;
} ModelCall;

/* ---- model_role.c ---- */

/* Is the argument there at all? */
bool model_has(const ModelCall *mc, Role role);
/* The address behind the role: where the argument was read from, or what it points to.
 * 0 when there is none. */
ValueId model_at_role(const ModelCall *mc, Role role);
ValueId model_value(const ModelCall *mc, State *state, Role role);

/* ---- model_turn.c ---- */

/* The row's iteration inside the library: begin, one turn with the callback, one more
 * advance (which notices a change), end. Appends the states after it. */
void model_iterate(const ModelCall *mc, State *state, MapEvent event, StateList *out);
/* Gets `event`, an advance, its new entry. Begins the iteration where the row says that
 * the advance does. Appends the states in which it may be shown. */
void model_advance(const ModelCall *mc, State *state, MapEvent *event, StateList *out);
/* Runs the function argument on one state, with the entry of `event`. */
void model_call_back(const ModelCall *mc, State *state, const MapEvent *event,
                     StateList *out);

/* ---- model_position.c ---- */

/* Before an event of a law whose iterators are values: which entry it is about; `at` is
 * what is known of its iterator, or NULL. */
void model_position(const ModelCall *mc, State *state, MapEvent *event,
                    const IterFact *at);
/* After one that gives an iterator: the call's result. */
ValueId model_stand(const ModelCall *mc, State *state, const MapEvent *event);
/* After an advance: what stands where the iterator stood. */
void model_step(const ModelCall *mc, State *state, const MapEvent *event);

/* ---- model_memory.c ---- */
/* What the call reads must live; what it sets is unknown afterwards. */
void model_touch(const ModelCall *mc, State *state);

#endif
