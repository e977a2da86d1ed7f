/*
 * What is known of a map: where it was made and with what capacity, whether somebody
 * looked into it, whether it can still be followed.
 */
#include "flow/flow.h"

void mapfact_escape(State *state, ValueId value)
{
    MapFact *map = state_map(state, value);
    if (map)
        map->escaped = true;
}

void mapfact_dropped(State *state, ValueId value)
{
    MapFact *map = state_map(state, value);
    if (map)
        map->dropped = true;
}

/* Does anybody who may still be asked hold the map? */
static bool is_held(const State *state, const MapFact *map)
{
    bool held = map->holder != 0;
    for (uint32_t i = 0; i < state->cells.len && !held; i++)
        held = state->cells.items[i].value == map->map;
    return held;
}

void mapfact_passed_by(State *state)
{
    for (uint32_t i = 0; i < state->maps.len; i++)
        if (is_held(state, &state->maps.items[i]))
            state->maps.items[i].passed_by = true;
}

void mapfact_touched(State *state)
{
    for (uint32_t i = 0; i < state->maps.len; i++)
        state->maps.items[i].empty = false;
}

/* A map that is part of an object, or a variable, stands where it was made. */
static bool is_in_place(const Flow *flow, const MapEvent *event)
{
    return event->result == event->map || value_is_address(flow->values, event->result);
}

static bool is_bare(const Flow *flow, const MapEvent *event)
{
    return event->law->lazy &&
           (event->hint == 0 || value_is_null(flow->values, event->hint));
}

static void made(Flow *flow, State *state, const MapEvent *event)
{
    MapFact *map = state_map_add(state, flow->arena, event->result);
    heap_made(flow, state, event->result, event->by, event->span);
    *map = (MapFact){
        .map = event->result,
        .law = event->law,
        .made = true,
        .context = event->context,
        .holder = is_in_place(flow, event) ? event->result : 0,
        .loop = event->loop,
        .hint = event->hint,
        .takes_hint = event->takes_hint,
        .only_hint = event->only_hint,
        .born = event->span,
        .made_by = event->by,
        .hash = event->hash,
        .destroy_key = event->destroy_key,
        .destroy_val = event->destroy_val,
        .destroys = event->destroys,
        .bare = is_bare(flow, event),
    };
}

/* The object or variable that the map is a part of, itself or through parts. */
static ValueId whole_of(const Flow *flow, ValueId map)
{
    Value value = value_at(flow->values, map);
    while (value.kind == VAL_FIELD) {
        map = value.a;
        value = value_at(flow->values, map);
    }
    return map;
}

/* A variable of this function was a map by its initialiser alone: with the first entry
 * it owns memory. What a parameter holds is the caller's. */
static void begun(Flow *flow, State *state, MapFact *map, const MapEvent *event)
{
    Value whole = value_at(flow->values, whole_of(flow, event->map));
    if (!event->law->begins_written || map->made || map->freed || event->maybe ||
        whole.kind != VAL_LOCAL || whole.a < flow->fn->param_count || map->escaped ||
        map->kept)
        return;
    heap_made(flow, state, event->map, event->by, event->span);
    map->made = true;
    map->holder = event->map;
    map->loop = event->loop;
    map->born = event->span;
    map->made_by = event->by;
}

typedef struct Slots {
    const Flow *flow;
    ValueId map;
    ValueId key; /* 0: of every key */
} Slots;

static bool not_slot(void *ctx, const Cell *cell)
{
    const Slots *slots = ctx;
    Value value = value_at(slots->flow->values, cell->addr);
    return value.kind != VAL_SLOT || value.a != slots->map ||
           (slots->key && value.b != slots->key);
}

static void drop_slots(Flow *flow, State *state, ValueId map, ValueId key)
{
    state_keep_cells(state, not_slot, &(Slots){ flow, map, key });
}

static void written(Flow *flow, State *state, const MapEvent *event)
{
    if (event->key == 0)
        return;
    ValueId slot = flow_slot(flow, event->map, event->key);
    if (event->val)
        flow_store(flow, state, slot, event->val, event->span);
    else if (event->law->has_positions) /* the key is there from now on */
        position_present(flow, state, event);
    else
        drop_slots(flow, state, event->map, event->key);
}

static void read(Flow *flow, State *state, const MapEvent *event, MapFact *map)
{
    bool known =
        event->key && state_cell(state, flow_slot(flow, event->map, event->key));
    if (known)
        return;
    if (event->key && map->test_count < TESTS_MAX)
        map->tests[map->test_count++] = event->key;
    else
        map->tested = true;
}

void mapfact_change(Flow *flow, State *state, const MapEvent *event)
{
    if (event->verb == EV_NEW) {
        made(flow, state, event);
        return;
    }
    MapFact *map = state_map_add(state, flow->arena, event->map);
    if (!map->law)
        map->law = event->law;
    switch ((Verb)event->verb) {
    case EV_READ:
        read(flow, state, event, map);
        break;
    case EV_LEN:
    case EV_ITER:
        map->tested = true;
        break;
    case EV_WRITE:
        map->empty = map->bare = false;
        begun(flow, state, map, event);
        if (event->key != event->val) /* of a set: what gives the value keeps it */
            keep_value(flow, state, event->key);
        heap_give(flow, state, event, written);
        break;
    case EV_DELETE:
        map->emptied = true;
        drop_slots(flow, state, event->map, event->key);
        break;
    case EV_CLEAR:
        map->emptied = true;
        map->empty = true;
        drop_slots(flow, state, event->map, 0);
        break;
    case EV_FREE:
        map->freed = true;
        drop_slots(flow, state, event->map, 0);
        break;
    case EV_BORROW:
        if (event->law->has_positions && event->iter)
            position_present(flow, state, event); /* what is looked at is there */
        break;
    case EV_RESERVE:
        map->reserved = true;
        map->bare = false;
        break;
    default: /* the other words say nothing of a map's fill */
        break;
    }
}
