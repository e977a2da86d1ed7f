/* Locks that are held on a path, and those of the caller that were given back on it. */
#include "flow/flow.h"

static const LockFact *find(const State *state, ValueId lock, bool given_back)
{
    for (const LockFact *at = state->locks; at; at = at->next)
        if (at->lock == lock && at->given_back == given_back)
            return at;
    return NULL;
}

static void add(Flow *flow, State *state, LockFact fact)
{
    LockFact *first = arena_copy(flow->arena, &fact, sizeof fact);
    first->next = state->locks;
    state->locks = first;
}

/* Replaces the fact about the lock that says the opposite, if there is one. */
static void settle(Flow *flow, State *state, LockFact fact)
{
    const LockFact *opposite = find(state, fact.lock, !fact.given_back);
    const LockFact *all = state->locks;
    if (!opposite) {
        add(flow, state, fact);
        return;
    }
    state->locks = NULL;
    for (const LockFact *at = all; at; at = at->next)
        if (at != opposite)
            add(flow, state, *at);
}

void locks_take(Flow *flow, State *state, ValueId lock, bool shared)
{
    settle(flow, state, (LockFact){ .lock = lock, .shared = shared });
}

void locks_give_back(Flow *flow, State *state, ValueId lock)
{
    settle(flow, state, (LockFact){ .lock = lock, .given_back = true });
}

bool locks_held(const State *state, ValueId lock)
{
    return find(state, lock, false) != NULL;
}

static bool all_in(const State *a, const State *b)
{
    for (const LockFact *at = a->locks; at; at = at->next)
        if (!find(b, at->lock, at->given_back))
            return false;
    return true;
}

bool locks_eq(const State *a, const State *b)
{
    bool same = a->locks == b->locks || (all_in(a, b) && all_in(b, a));
    return same && a->beside == b->beside && a->spawned == b->spawned;
}
