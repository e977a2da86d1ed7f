/*
 * Values that point back: what a program keeps in the map of an object often leads back
 * to that object. Where all that is put into a map does, an entry that comes out of it
 * does, too; so a change of "the owner's map" is seen in a function that got the entry.
 */
#include "flow/flow.h"

enum { LINKS_MAX = 4 };

/* The field that the map stands in, as an address; 0: in none. */
static ValueId place_of(const Flow *flow, ValueId map, ValueId map_at)
{
    Value value = value_at(flow->values, map);
    ValueId at = value.kind == VAL_INIT                              ? value.a
                 : value.kind == VAL_FIELD || value.kind == VAL_ELEM ? map
                                                                     : map_at;
    while (value_at(flow->values, at).kind == VAL_ELEM)
        at = value_at(flow->values, at).a;
    return value_at(flow->values, at).kind == VAL_FIELD ? at : 0;
}

/* The object is part of a library's: what stands there is where that stands. */
static Value outside_of(const Flow *flow, Value field)
{
    Value value = value_at(flow->values, field.a);
    return value.kind == VAL_INIT ? value_at(flow->values, value.a) : value;
}

static Sym home_at(const Flow *flow, ValueId addr)
{
    Value value = value_at(flow->values, addr);
    while (value.kind == VAL_ELEM ||
           (value.kind == VAL_FIELD && model_is_inner(flow->models, value.b)))
        value = value.kind == VAL_ELEM ? value_at(flow->values, value.a)
                                       : outside_of(flow, value);
    if (value.kind == VAL_FIELD)
        return value.b;
    return value.kind == VAL_GLOBAL ? value.a : 0;
}

Sym flow_home(const Flow *flow, ValueId map, ValueId at)
{
    Value value = value_at(flow->values, map);
    Sym home = map ? home_at(flow, value.kind == VAL_INIT ? value.a : map) : 0;
    return home || !at ? home : home_at(flow, at);
}

bool back_owner(const Flow *flow, const MapEvent *event, BackOwner *owner)
{
    ValueId at = place_of(flow, event->map, event->map_at);
    Value place = value_at(flow->values, at);
    if (at == 0)
        return false;
    *owner = (BackOwner){ .field = place.b, .object = { place.a } };
    Value above = value_at(flow->values, place.a);
    if (above.kind == VAL_INIT)
        above = value_at(flow->values, above.a);
    if (above.kind == VAL_FIELD)
        owner->object[1] = above.a;
    return true;
}

void back_learn(Flow *flow, State *state, const MapEvent *event, ValueId value,
                bool is_key)
{
    BackOwner owner;
    BackLink links[LINKS_MAX];
    if (value == 0 || value_is_null(flow->values, value) ||
        !back_owner(flow, event, &owner))
        return;
    unsigned count = flow->client->back_links(flow->client->ctx, owner.field, is_key,
                                              links, LINKS_MAX);
    for (unsigned i = 0; i < count; i++) {
        ValueId at = value_field(flow->values, value, links[i].by);
        ValueId object = owner.object[links[i].above];
        if (object && !state_cell(state, at))
            state_set_cell(state, flow->arena, (Cell){ at, object, event->span });
    }
}
