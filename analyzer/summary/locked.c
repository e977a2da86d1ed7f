/*
 * Locks in summaries: what a function holds while it does something, and what it has
 * taken or given back when it ends. Of several paths only what holds on all of them is
 * told; of a lock that a caller cannot name, that there is one.
 */
#include "summary/locked.h"

#include "summary/apply.h"
#include "summary/collect.h"

static void add(const Flow *flow, const LockFact *fact, LockSet *set)
{
    LockPath lock = { .shared = fact->shared };
    if (set->count < LOCKS_MAX && path_of_value(flow, fact->lock, &lock.path))
        set->lock[set->count++] = lock;
    else
        set->others = true;
}

LockSet locks_of(const Flow *flow, const State *state, bool given_back)
{
    LockSet set = { 0 };
    for (const LockFact *at = state->locks; at; at = at->next)
        if (at->given_back == given_back)
            add(flow, at, &set);
    return set;
}

static const LockPath *find(const LockSet *set, const Path *path)
{
    for (unsigned i = 0; i < set->count; i++)
        if (path_eq(&set->lock[i].path, path))
            return &set->lock[i];
    return NULL;
}

void locks_meet(LockSet *into, const LockSet *with)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < into->count; i++) {
        const LockPath *other = find(with, &into->lock[i].path);
        if (!other)
            continue;
        into->lock[kept] = into->lock[i];
        into->lock[kept++].shared |= other->shared;
    }
    into->count = (uint8_t)kept;
    into->others = into->others || with->others;
}

void locked_close(Collect *collect, Flow *flow)
{
    for (unsigned k = 0; k < OUTCOMES_MAX; k++) {
        const StateList *left = &collect->left[k];
        Outcome *outcome = &collect->summary->outcome[k];
        for (uint32_t i = 0; i < left->len; i++) {
            LockSet taken = locks_of(flow, left->items[i], false);
            LockSet given = locks_of(flow, left->items[i], true);
            bool spawned = left->items[i]->spawned;
            if (i == 0) {
                outcome->taken = taken;
                outcome->given_back = given;
                outcome->spawned = spawned;
            }
            locks_meet(&outcome->taken, &taken);
            locks_meet(&outcome->given_back, &given);
            outcome->spawned = outcome->spawned && spawned;
        }
    }
}

static void take(const Apply *apply, State *state, const LockSet *set)
{
    Flow *flow = apply->flow;
    for (unsigned i = 0; i < set->count; i++) {
        ValueId lock = path_value(flow, state, &set->lock[i].path, apply->call);
        if (lock)
            locks_take(flow, state, lock, set->lock[i].shared);
    }
    if (set->others) /* some lock, of which no more is known */
        locks_take(flow, state, flow_fresh(flow, state, FRESH_LOCK), false);
}

Locked locked_begin(const Apply *apply, State *state, const Effect *effect)
{
    Locked before = { .locks = state->locks, .beside = state->beside };
    state->beside = state->beside || effect->beside;
    take(apply, state, &effect->locks);
    return before;
}

void locked_end(const Locked *before, State *state)
{
    state->beside = before->beside;
    state->locks = before->locks;
}

void locked_after(const Apply *apply, State *state, const Outcome *outcome)
{
    Flow *flow = apply->flow;
    const LockSet *given = &outcome->given_back;
    for (unsigned i = 0; i < given->count; i++) {
        ValueId lock = path_value(flow, state, &given->lock[i].path, apply->call);
        if (lock)
            locks_give_back(flow, state, lock);
    }
    take(apply, state, &outcome->taken);
    state->spawned = state->spawned || outcome->spawned;
}
