/*
 * Who holds a map that was made here. Plain variables of the function hold it for the
 * function; whatever else it is stored in may outlive the function, and then the map is
 * no longer the function's to free. One such place is remembered, so that a map in a
 * field of a local struct, or of an object that is freed, is still seen to be lost.
 */
#include "flow/flow.h"

enum { REACH_MAX = 4 };

static bool is_own_variable(const Flow *flow, ValueId addr)
{
    return value_at(flow->values, value_root(flow->values, addr)).kind == VAL_LOCAL;
}

static bool lies_in(const Flow *flow, ValueId addr, ValueId object)
{
    return addr == object || value_below(flow->values, addr, object);
}

/* In an array or a map, where it may be found under another index. */
static bool is_element(const Flow *flow, ValueId addr)
{
    Value value = value_at(flow->values, addr);
    while (value.kind == VAL_FIELD)
        value = value_at(flow->values, value.a);
    return value.kind == VAL_ELEM || value.kind == VAL_SLOT;
}

/* Is the object itself stored somewhere else than in plain variables? */
static bool is_stored(const Flow *flow, const State *state, ValueId object)
{
    for (uint32_t i = 0; i < state->cells.len; i++) {
        const Cell *cell = &state->cells.items[i];
        if (cell->value == object &&
            value_at(flow->values, cell->addr).kind != VAL_LOCAL)
            return true;
    }
    return false;
}

static void keep_maps_in(Flow *flow, State *state, ValueId object)
{
    for (uint32_t i = 0; i < state->maps.len; i++) {
        MapFact *map = &state->maps.items[i];
        if (map->made && map->holder && lies_in(flow, map->holder, object))
            map->kept = true;
    }
}

static bool is_pointer(const Flow *flow, ValueId value)
{
    switch ((ValueKind)value_at(flow->values, value).kind) {
    case VAL_NONE:
    case VAL_INT:
    case VAL_STR:
    case VAL_FUNC:
        return false;
    default:
        return true;
    }
}

static void keep_reachable(Flow *flow, State *state, ValueId value, unsigned depth)
{
    if (!is_pointer(flow, value) || depth == REACH_MAX)
        return;
    MapFact *map = state_map(state, value);
    if (map)
        map->kept = true;
    flow->client->keep(flow->client->ctx, flow, state, value);
    heap_share(flow, state, value);
    iter_keep(flow, state, value);
    keep_maps_in(flow, state, value);
    /* A part is named after its whole, and so has a greater number. */
    for (uint32_t i = state_first_cell(state, value); i < state->cells.len; i++) {
        Cell cell = state->cells.items[i];
        if (cell.value != value && lies_in(flow, cell.addr, value))
            keep_reachable(flow, state, cell.value, depth + 1);
    }
}

void keep_value(Flow *flow, State *state, ValueId value)
{
    keep_reachable(flow, state, value, 0);
}

void keep_parts(Flow *flow, State *state, ValueId addr)
{
    iter_keep(flow, state, addr);
    for (uint32_t i = 0; i < state->maps.len; i++) {
        MapFact *map = &state->maps.items[i];
        bool within =
            map->holder &&
            (map->holder == addr ? map->map == addr
                                 : value_below(flow->values, map->holder, addr));
        map->kept = map->kept || (map->made && within);
    }
}

void keep_stored(Flow *flow, State *state, ValueId addr, ValueId value)
{
    ValueKind kind = (ValueKind)value_at(flow->values, addr).kind;
    MapFact *map = state_map(state, value);
    if (kind == VAL_LOCAL) {
        const Var *var = &flow->fn->vars.items[value_at(flow->values, addr).a];
        if (map && map->held_as == 0 && !var->is_temp)
            map->held_as = var->name;
        return;
    }
    ValueId root = value_root(flow->values, addr);
    iter_keep(flow, state, value);
    if (map && map->made) {
        bool second = map->holder && map->holder != addr;
        map->kept = map->kept || second || is_element(flow, addr) ||
                    is_stored(flow, state, root);
        map->holder = addr;
        return;
    }
    if (!is_own_variable(flow, addr))
        keep_value(flow, state, value);
}

/* Does the map still stand where it was put? */
static bool stands(const State *state, const MapFact *map)
{
    const Cell *cell = state_cell(state, map->holder);
    return map->holder == map->map || (cell && cell->value == map->map);
}

void keep_owner_gone(Flow *flow, State *state, ValueId object, Span span)
{
    for (uint32_t i = 0; i < state->maps.len; i++) {
        MapFact *map = &state->maps.items[i];
        if (map->map == object)
            map->dropped = true; /* freed by its bytes alone: another fault */
        if (!map->made || !map->holder || !lies_in(flow, map->holder, object) ||
            !stands(state, map))
            continue;
        map->orphan_of = flow_place_name(flow, state, map->holder);
        map->orphaned = span;
        map->holder = 0;
    }
}

void keep_unheld(const Flow *flow, State *state)
{
    if (state->asserted || state->doubtful || state->blurred)
        return;
    for (uint32_t i = 0; i < state->maps.len; i++) {
        MapFact *map = &state->maps.items[i];
        bool held = map->holder != 0 || !keep_loses(flow, state, map, 0);
        for (uint32_t c = 0; c < state->cells.len && !held; c++)
            held = state->cells.items[c].value == map->map;
        if (!held && span_is_none(map->lost))
            map->lost = flow->at;
    }
}

void keep_show_lost(Flow *flow, State *state)
{
    for (uint32_t i = 0; i < state->maps.len; i++) {
        const MapFact *map = &state->maps.items[i];
        if (!span_is_none(map->lost) && (state->blurred || state->doubtful))
            heap_show(flow, state, EV_COPY, map->map, NULL, map->lost, NULL);
    }
}

bool keep_loses(const Flow *flow, const State *state, const MapFact *map, ValueId value)
{
    if (!span_is_none(map->lost))
        return true;
    if (!map->made || map->freed || map->kept || map->dropped || map->passed_by ||
        map->context || map->bare || map->map == value ||
        flow_test(flow, state, map->map, CMP_EQ, 0) == 1)
        return false;
    return map->holder == 0 || is_own_variable(flow, map->holder);
}

void keep_overwritten(Flow *flow, State *state, ValueId addr, ValueId value, Span why)
{
    bool is_local = value_at(flow->values, addr).kind == VAL_LOCAL;
    const Cell *cell = is_local ? state_cell(state, addr) : NULL;
    MapFact *map = cell && cell->value != value ? state_map(state, cell->value) : NULL;
    if (!map || !keep_loses(flow, state, map, 0) || !span_is_none(map->orphaned))
        return;
    for (uint32_t i = 0; i < state->cells.len; i++)
        if (state->cells.items[i].value == map->map && &state->cells.items[i] != cell)
            return;
    heap_show(flow, state, EV_COPY, map->map, NULL, why, NULL);
    map->dropped = true;
}
