/*
 * What all entries of a map have in common.
 *
 * A value that comes out of a map is a new symbol. But where every part of the program
 * puts values there under what stands in one of their fields, the entry has that key,
 * too: `remove(map, x->name)` removes x, whatever it was found by.
 */
#include "flow/flow.h"

static Sym home_at(const Flow *flow, ValueId addr, ValueId *owner)
{
    Value at = value_at(flow->values, addr);
    *owner = at.kind == VAL_FIELD ? at.a : 0;
    return at.kind == VAL_FIELD ? at.b : at.kind == VAL_GLOBAL ? at.a : 0;
}

Sym entry_home(const Flow *flow, const State *state, ValueId map, ValueId *owner)
{
    Value value = value_at(flow->values, map);
    if (value.kind == VAL_INIT)
        return home_at(flow, value.a, owner);
    Sym home = home_at(flow, map, owner);
    for (uint32_t i = 0; !home && map && i < state->cells.len; i++)
        if (state->cells.items[i].value == map)
            home = home_at(flow, state->cells.items[i].addr, owner);
    return home;
}

/* Nobody but the map has said anything of it yet. */
static bool is_new(const Flow *flow, ValueId id)
{
    Value value = value_at(flow->values, id);
    return value.kind == VAL_FRESH ||
           (value.kind == VAL_INIT && value_at(flow->values, value.a).kind == VAL_SLOT);
}

/* Its key is known by another name. */
static void name_key(Flow *flow, State *state, const MapEvent *event, ValueId value,
                     const EntryLore *lore)
{
    ValueId at = value_field(flow->values, value, lore->key);
    bool by_address = lore->keyed_by == KEYED_BY_ADDRESS;
    ValueId key = by_address ? at : flow_load(flow, state, at, NULL);
    ValueId slot = flow_slot(flow, event->map, key);
    if (key == event->key || state_cell(state, slot))
        return;
    state_set_cell(state, flow->arena, (Cell){ slot, value, event->span });
    heap_keep(flow, state,
              (EntryFact){ .map = event->map,
                           .key = key,
                           .val = value,
                           .own_key = lore->keyed_by != KEYED_BY_COPY,
                           .span = event->span,
                           .chain = event->chain,
                           .name = event->name });
}

void entry_meet(Flow *flow, State *state, const MapEvent *event, ValueId value)
{
    ValueId owner;
    Sym home = entry_home(flow, state, event->map, &owner);
    if (!home || !is_new(flow, value) || !flow->client->entries)
        return;
    EntryLore lore = flow->client->entries(flow->client->ctx, home);
    if (lore.key)
        name_key(flow, state, event, value, &lore);
}

/* Has this function seen what becomes of the entry? */
static bool is_seen(const State *state, const MapEvent *event)
{
    const MapFact *map = state_map(state, event->map);
    bool seen = map && (map->made || map->emptied || map->freed);
    for (uint32_t i = 0; i < state->entries.len && !seen; i++)
        seen = event->key && state->entries.items[i].map == event->map &&
               state->entries.items[i].key == event->key;
    return seen;
}

void entry_suppose(Flow *flow, State *state, const MapEvent *event)
{
    bool keyed = event->verb == EV_DELETE && event->key && !event->many;
    bool all = event->verb == EV_CLEAR || event->verb == EV_FREE;
    EntryFact entry = { .map = event->map,
                        .key = keyed ? event->key : 0,
                        .span = event->span,
                        .chain = event->chain,
                        .name = event->name };
    Sym field;
    if ((!keyed && !all) || !event->map || event->no_destroy || event->maybe ||
        !flow->client->supposed || is_seen(state, event) ||
        !flow->client->supposed(flow->client->ctx, flow, event, &entry, &field))
        return;
    if (entry.val == 0)
        entry.val = flow_fresh(flow, state, FRESH_SUPPOSED);
    if (field)
        state_set_cell(state, flow->arena,
                       (Cell){ value_field(flow->values, entry.val, field), event->key,
                               event->span });
    heap_keep(flow, state, entry);
}
