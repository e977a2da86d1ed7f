/*
 * The bound on states kept apart. Equal states are one. Beyond the bound, states that
 * differ only in cells and facts are joined: what differs becomes unknown, so a join
 * can make the engine silent but cannot invent a nil map. What is still too much is
 * dropped.
 */
#include "flow/flow.h"

static bool drop_equal(StateList *list)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->len; i++) {
        bool twin = false;
        for (uint32_t j = 0; j < kept && !twin; j++)
            twin = state_eq(list->items[i], list->items[j]);
        if (!twin)
            list->items[kept++] = list->items[i];
    }
    bool dropped = kept < list->len;
    list->len = kept;
    return dropped;
}

static void join_cells(Flow *flow, State *into, State *from)
{
    for (uint32_t i = 0; i < into->cells.len; i++) {
        Cell *cell = &into->cells.items[i];
        if (flow_load(flow, from, cell->addr, NULL) == cell->value)
            continue;
        cell->value = value_of(flow->values, (Value){ .kind = VAL_FRESH,
                                                      .a = flow->block | SITE_JOIN,
                                                      .b = cell->addr });
        state_drop_fact(into, cell->value);
    }
    for (uint32_t i = 0; i < from->cells.len; i++) {
        Cell cell = from->cells.items[i];
        if (state_cell(into, cell.addr) ||
            flow_load(flow, into, cell.addr, NULL) == cell.value)
            continue;
        cell.value = value_of(
            flow->values,
            (Value){ .kind = VAL_FRESH, .a = flow->block | SITE_JOIN, .b = cell.addr });
        state_set_cell(into, flow->arena, cell);
    }
}

static void join_facts(State *into, const State *from)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < into->facts.len; i++) {
        Fact fact = into->facts.items[i];
        const Fact *other = state_fact(from, fact.value);
        if (!other)
            continue;
        fact.lo = fact.lo < other->lo ? fact.lo : other->lo;
        fact.hi = fact.hi > other->hi ? fact.hi : other->hi;
        fact.not_zero = fact.not_zero && other->not_zero;
        fact.weak = fact.weak || other->weak;
        fact.not_count = 0;
        if (fact.not_zero || fact.lo != INT64_MIN || fact.hi != INT64_MAX)
            into->facts.items[kept++] = fact;
    }
    into->facts.len = kept;
}

/* Of a map that came from outside, what may have been done to it on either path. */
static void join_maps(Flow *flow, State *into, const State *from)
{
    for (uint32_t i = 0; i < from->maps.len; i++) {
        const MapFact *other = &from->maps.items[i];
        bool known = state_map(into, other->map) != NULL;
        MapFact *map = state_map_add(into, flow->arena, other->map);
        if (!known)
            *map = *other;
        map->tested =
            map->tested || other->tested || map->test_count != other->test_count;
        map->escaped = map->escaped || other->escaped;
        map->freed = map->freed || other->freed;
        map->emptied = map->emptied || other->emptied;
        map->empty = known && map->empty && other->empty;
    }
}

static bool same_facts(const State *a, const State *b)
{
    if (a->facts.len != b->facts.len)
        return false;
    for (uint32_t i = 0; i < a->facts.len; i++)
        if (a->facts.items[i].value != b->facts.items[i].value)
            return false;
    return true;
}

/* Joins the last state into the earlier one most like it; false when there is none. */
static bool join_last(Flow *flow, StateList *list)
{
    State *last = vec_last(list), *best = NULL;
    for (uint32_t i = list->len - 1; i-- > 0;) {
        State *other = list->items[i];
        if (!state_same_shape(other, last))
            continue;
        if (!best || same_facts(other, last))
            best = other;
    }
    if (!best)
        return false;
    join_cells(flow, best, last);
    join_facts(best, last);
    join_maps(flow, best, last);
    best->effects |= last->effects;
    best->asserted = best->asserted && last->asserted;
    list->len--;
    return true;
}

static bool has_dead_iteration(const State *state)
{
    for (uint32_t i = 0; i < state->iters.len; i++)
        if (state->iters.items[i].dead)
            return true;
    return false;
}

/* The last state, but rather one without a fault in the making. */
static void drop_one(StateList *list)
{
    uint32_t victim = list->len - 1;
    while (victim > 0 && has_dead_iteration(list->items[victim]))
        victim--;
    if (has_dead_iteration(list->items[victim]))
        victim = list->len - 1;
    memmove(&list->items[victim], &list->items[victim + 1],
            (list->len - 1 - victim) * sizeof *list->items);
    list->len--;
}

void states_reduce(Flow *flow, StateList *list, uint32_t most)
{
    drop_equal(list);
    while (list->len > most) {
        if (join_last(flow, list))
            continue;
        flow->cut_short = true;
        drop_one(list);
    }
    drop_equal(list);
}
