/*
 * What a function stored where a caller can see it: of one path, and of several joined.
 */
#include "summary/collect.h"

static void add_store(Outcome *outcome, const Store *store)
{
    if (outcome->store_count < STORES_MAX)
        outcome->store[outcome->store_count++] = *store;
    else
        outcome->more_stores = true;
}

/* Was anything in it written that a caller cannot be told, as an element that a loop
 * stands on is? */
static bool written_unseen(const Flow *flow, const State *state, ValueId base)
{
    Path path;
    for (uint32_t i = 0; i < state->cells.len; i++) {
        ValueId addr = state->cells.items[i].addr;
        if (value_below(flow->values, addr, base) &&
            !path_of_address(flow, addr, &path))
            return true;
    }
    return false;
}

/* Memory that the function zeroed, that of a new object it returns among others. */
static void find_zeroed(const Flow *flow, const State *state, Outcome *outcome)
{
    for (uint32_t i = 0; i < state->zeroed.len; i++) {
        ValueId base = state->zeroed.items[i].base;
        Store store = { .span = state->zeroed.items[i].why,
                        .value = { .kind = DESC_ZEROED } };
        if (path_of_address(flow, base, &store.at) &&
            (store.at.count > 0 || store.at.root == PATH_RETURN) &&
            !written_unseen(flow, state, base))
            add_store(outcome, &store);
    }
}

/* What the function stored where a caller can see it: on top of what it zeroed. */
void stores_find(const Collect *collect, Flow *flow, const State *state,
                 Outcome *outcome)
{
    find_zeroed(flow, state, outcome);
    for (uint32_t i = 0; i < state->cells.len; i++) {
        const Cell *cell = &state->cells.items[i];
        Store store = { .span = cell->why };
        if (cell->value == value_init(flow->values, cell->addr) ||
            !path_of_address(flow, cell->addr, &store.at) ||
            (store.at.root != PATH_GLOBAL && store.at.count == 0))
            continue;
        store.value = describe(collect, flow, state, cell->value);
        held_sharing(flow, state, cell->value, cell->addr, &store.value);
        add_store(outcome, &store);
    }
}

static Store *store_at(Outcome *outcome, const Path *at)
{
    for (unsigned i = 0; i < outcome->store_count; i++)
        if (path_eq(&outcome->store[i].at, at))
            return &outcome->store[i];
    return NULL;
}

/* A place that only one of two paths set is unknown after both. */
void stores_merge(Outcome *into, Outcome *from)
{
    for (unsigned i = 0; i < into->store_count; i++) {
        const Store *other = store_at(from, &into->store[i].at);
        if (other && other->value.shared)
            into->store[i].value.shared = true;
        if (!other || !desc_eq(&other->value, &into->store[i].value))
            into->store[i].value = (Desc){ .kind = DESC_UNKNOWN };
    }
    for (unsigned i = 0; i < from->store_count; i++) {
        if (store_at(into, &from->store[i].at))
            continue;
        from->store[i].value = (Desc){ .kind = DESC_UNKNOWN };
        add_store(into, &from->store[i]);
    }
}
