/*
 * What leaves a map: its destroy functions are run for it, and what they free is dead.
 *
 * The entries that are known to leave are the ones with the key of the event, or all
 * that are known when the map is cleared or freed. When none is known the functions are
 * run for one that is made up, so that what else they do is seen.
 */
#include "flow/flow.h"

enum { LEAVING_MAX = 4 };

/* A look-up gave NULL: there is none. */
static bool is_absent(const Flow *flow, const State *state, const EntryFact *entry)
{
    return !entry->written && entry->val &&
           flow_test(flow, state, entry->val, CMP_EQ, 0) == 1;
}

/* The entry at the key is surely gone after the event. */
static bool leaves(const Flow *flow, const State *state, const EntryFact *entry,
                   const MapEvent *event)
{
    if (entry->map != event->map || event->maybe || is_absent(flow, state, entry))
        return false;
    if (event->verb == EV_CLEAR || event->verb == EV_FREE)
        return true;
    bool replaced = event->verb == EV_WRITE && entry->val && entry->val != event->val;
    return (event->verb == EV_DELETE || replaced) && entry->key == event->key &&
           event->key && !event->many;
}

typedef VEC(ValueId) Dead;

static Dead find_dead(const Flow *flow, const State *state, ValueId value)
{
    Dead dead = { 0 };
    for (uint32_t i = 0; i < state->heap.len; i++)
        if (state->heap.items[i].dead)
            vec_push(flow->arena, &dead, state->heap.items[i].value);
    if (heap_dead(flow, state, value)) /* or what it is a part of */
        vec_push(flow->arena, &dead, value);
    return dead;
}

static bool has_value(const Dead *dead, ValueId value)
{
    for (uint32_t i = 0; i < dead->len; i++)
        if (dead->items[i] == value)
            return true;
    return false;
}

/* What the destroy function was called for died with its entry, and so did what else
 * the function has freed: the parts of it. What was made up for it is made up again at
 * the next such event. */
static void note_causes(State *state, ValueId value, bool made_up, const Dead *before,
                        const MapEvent *event)
{
    for (uint32_t i = 0; i < state->heap.len; i++) {
        HeapFact *fact = &state->heap.items[i];
        bool part = !made_up && fact->death.verb == EV_DISPOSE;
        if (!fact->dead || (fact->value != value && !part) ||
            has_value(before, fact->value))
            continue;
        fact->dead = !made_up;
        fact->map = event->map;
        fact->key = event->key;
        fact->dead_by = event->by;
        fact->death.verb = event->verb;
        fact->death.decides = event->decides;
    }
}

static void destroy(Flow *flow, StateList *states, ValueId function, ValueId known,
                    uint32_t which, const MapEvent *event)
{
    ValueId value = known ? known : flow_fresh(flow, states->items[0], which);
    for (uint32_t i = 0; i < states->len; i++)
        back_learn(flow, states->items[i], event, value, which % 2 == 0);
    uint32_t last = event->law->destroy_arg;
    ValueId args[CALL_MAX] = { 0 }, at[CALL_MAX] = { 0 };
    for (uint32_t i = 0; i < last; i++)
        args[i] = flow_fresh(flow, states->items[0], 15 + i);
    args[last] = value;
    CallSite call = { .args = args,
                      .at = at,
                      .count = last + 1,
                      .span = event->span,
                      .chain = event->chain };
    StateList after = { 0 };
    for (uint32_t i = 0; i < states->len; i++) {
        uint32_t first = after.len;
        Dead before = find_dead(flow, states->items[i], value);
        exec_invoke(flow, states->items[i], function, &call, &after);
        for (uint32_t j = first; j < after.len; j++)
            note_causes(after.items[j], value, known == 0, &before, event);
    }
    *states = after;
}

static ValueId or_given(ValueId now, ValueId with)
{
    return now ? now : with;
}

static bool is_function(const Flow *flow, ValueId value)
{
    return value && value_at(flow->values, value).kind == VAL_FUNC;
}

/* What the event says goes before what the map was made with, here or elsewhere. */
static void find_functions(Flow *flow, const State *state, const MapEvent *event,
                           Teardown *teardown)
{
    const MapFact *map = state_map(state, event->map);
    ValueId key = map ? map->destroy_key : 0, val = map ? map->destroy_val : 0;
    if (!(map && map->made) && !key && !val)
        flow->client->made_with(flow->client->ctx, flow, event->map, &key, &val);
    key = or_given(event->destroy_key, key);
    val = or_given(event->destroy_val, val);
    teardown->destroy_key = is_function(flow, key) ? key : 0;
    teardown->destroy_val = is_function(flow, val) ? val : 0;
}

/* Is it one that is known by another key, too? */
static bool is_leaving(const Teardown *teardown, const EntryFact *entry)
{
    for (uint32_t i = 0; entry->val && i < teardown->leaving.len; i++)
        if (teardown->leaving.items[i].val == entry->val &&
            !(teardown->leaving.items[i].written && entry->written))
            return true;
    return false;
}

Teardown teardown_begin(Flow *flow, const State *state, const MapEvent *event)
{
    Teardown teardown = { 0 };
    bool removes = event->verb == EV_DELETE || event->verb == EV_CLEAR ||
                   event->verb == EV_FREE || event->verb == EV_WRITE;
    /* What a destroy function removes itself is destroyed alike, without end. */
    if (flow->teardown || !removes || event->no_destroy || event->map == 0)
        return teardown;
    find_functions(flow, state, event, &teardown);
    for (uint32_t i = 0; i < state->entries.len; i++) {
        const EntryFact *entry = &state->entries.items[i];
        if (leaves(flow, state, entry, event) && !is_leaving(&teardown, entry) &&
            teardown.leaving.len < LEAVING_MAX)
            vec_push(flow->arena, &teardown.leaving, *entry);
    }
    return teardown;
}

void teardown_run(Flow *flow, const Teardown *teardown, StateList *states,
                  const MapEvent *event)
{
    bool replaced = event->verb == EV_WRITE;
    uint32_t count = teardown->leaving.len;
    if ((!teardown->destroy_key && !teardown->destroy_val) || (replaced && count == 0))
        return;
    flow->teardown = event;
    for (uint32_t i = 0; states->len && i < (count ? count : 1); i++) {
        EntryFact entry = count ? teardown->leaving.items[i] : (EntryFact){ 0 };
        ValueId key = entry.own_key ? entry.key : 0;
        /* Which of the two keys goes when an entry is replaced, libraries differ in. */
        if (teardown->destroy_key && !replaced)
            destroy(flow, states, teardown->destroy_key, key, 20 + 2 * i, event);
        if (teardown->destroy_val && states->len)
            destroy(flow, states, teardown->destroy_val, entry.val, 21 + 2 * i, event);
    }
    flow->teardown = NULL;
}
