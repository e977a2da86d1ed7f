/*
 * Iterations: open, advanced, killed by a change the library's law forbids. A dead
 * iteration is no fault yet; advancing it is ("violation at use").
 */
#include "flow/flow.h"

void iter_begin(Flow *flow, State *state, const MapEvent *event)
{
    state_drop_iter(state, event->iter);
    IterFact iter = {
        .it = event->iter,
        .map = event->map,
        .law = event->law,
        .kind = event->kind,
        .open = true,
        .begin = event->span,
        .name = event->name,
    };
    vec_push(flow->arena, &state->iters, iter);
}

void iter_advance(Flow *flow, State *state, const MapEvent *event)
{
    if (event->law->has_positions) {
        position_advance(flow, state, event);
        return;
    }
    IterFact *iter = state_iter(state, event->iter);
    if (!iter)
        return;
    iter->dead = false; /* said once */
    iter->open = true;
    iter->turns = iter->turns < 3 ? iter->turns + 1 : 3;
    iter->key = event->key;
    iter->val = event->val;
    iter->turn = event->result;
    iter->elsewhere = iter->elsewhere || event->chain;
    iter->loop = event->loop;
}

void iter_end(State *state, const MapEvent *event)
{
    state_drop_iter(state, event->iter);
}

void iter_learn(State *state, ValueId value, bool zero)
{
    for (uint32_t i = 0; zero && i < state->iters.len; i++) {
        IterFact *iter = &state->iters.items[i];
        if (iter->turn == value)
            iter->open = false;
        if (iter->dead && iter->death.decides == value)
            iter->dead = false;
    }
}

void iter_keep(const Flow *flow, State *state, ValueId object)
{
    for (uint32_t i = 0; i < state->iters.len; i++) {
        IterFact *iter = &state->iters.items[i];
        iter->kept = iter->kept || iter->it == object ||
                     value_below(flow->values, iter->it, object);
    }
}

/* Does the iterator go with the function: a result that nobody else got, or a variable
 * of its own? */
static bool is_own(const Flow *flow, ValueId it)
{
    Value value = value_at(flow->values, it);
    while (value.kind == VAL_FIELD || value.kind == VAL_ELEM)
        value = value_at(flow->values, value.a);
    if (value.kind == VAL_LOCAL)
        return !flow->fn->vars.items[value.a].is_static;
    return value.kind == VAL_FRESH && value.a < SITE_SYNTHETIC;
}

bool iter_left_open(const Flow *flow, const State *state, const IterFact *iter,
                    ValueId returned)
{
    bool freed = iter->dead && iter->death.verb == EV_FREE;
    if (iter->kept || freed || iter->it == returned || !is_own(flow, iter->it) ||
        flow_test(flow, state, iter->it, CMP_EQ, 0) == 1)
        return false;
    switch ((MustEnd)iter->law->iterator[iter->kind].must_end) {
    case END_FREE:
        break;
    case END_EARLY: /* NULL for the map itself begins nothing */
        return iter->open && !iter->elsewhere &&
               (iter->turn == 0 || flow_test(flow, state, iter->turn, CMP_EQ, 0) != 1);
    case END_ALWAYS:
        return true;
    }
    return false;
}

static bool is_constant(const Flow *flow, ValueId key)
{
    ValueKind kind = (ValueKind)value_at(flow->values, key).kind;
    return kind == VAL_INT || kind == VAL_STR;
}

static bool from_entry(const Flow *flow, ValueId key, const IterFact *iter,
                       unsigned depth);

static bool is_entry(const Flow *flow, ValueId key, const IterFact *iter,
                     unsigned depth)
{
    return key == iter->key || key == iter->val || key == iter->it ||
           from_entry(flow, key, iter, depth + 1);
}

/* Reached through the current entry: a field of its value, a copy of its key. Such a
 * key may well be the entry's own. */
static bool from_entry(const Flow *flow, ValueId key, const IterFact *iter,
                       unsigned depth)
{
    Value value = value_at(flow->values, key);
    if (key == 0 || depth > 8)
        return false;
    switch ((ValueKind)value.kind) {
    case VAL_FIELD:
    case VAL_ELEM:
    case VAL_INIT:
    case VAL_EXPR:
        return is_entry(flow, value.a, iter, depth);
    case VAL_SLOT:
        return value.a == iter->map && is_entry(flow, value.b, iter, depth);
    case VAL_FRESH: {
        const Origin *origin = flow_origin(flow, key);
        return origin && origin->count == 1 &&
               is_entry(flow, origin->from[0], iter, depth);
    }
    default:
        return false;
    }
}

static Relation relation_of(const Flow *flow, const IterFact *iter,
                            const MapEvent *event)
{
    if (event->many)
        return REL_MANY;
    if (event->key == 0 || iter->key == 0)
        return REL_UNKNOWN;
    if (event->key == iter->key)
        return REL_SAME;
    bool constants = is_constant(flow, event->key) && is_constant(flow, iter->key);
    return constants ? REL_OTHER : REL_UNKNOWN;
}

/* The entries a write may touch. A key that has nothing to do with the current entry is
 * taken for a new one, unless it is known to be there. */
static uint8_t written(Flow *flow, const State *state, const IterFact *iter,
                       const MapEvent *event, Relation relation)
{
    if (relation == REL_SAME)
        return ENTRY_CURRENT | ENTRY_EXISTING;
    if (event->key && state_cell(state, flow_slot(flow, event->map, event->key)))
        return ENTRY_EXISTING;
    if (event->blurred_key || from_entry(flow, event->key, iter, 0))
        return ENTRY_ANY;
    if (event->entry != ENTRY_ANY)
        return event->entry;
    return ENTRY_NEW;
}

/* The entries the event may touch, as far as is proven. */
static uint8_t touched(Flow *flow, const State *state, const IterFact *iter,
                       const MapEvent *event, Relation relation)
{
    if (event->verb == EV_WRITE)
        return written(flow, state, iter, event, relation);
    if (event->verb != EV_DELETE)
        return ENTRY_ANY;
    switch (relation) {
    case REL_SAME:
        return ENTRY_CURRENT;
    case REL_OTHER:
    case REL_MANY:
        return ENTRY_OTHER;
    case REL_UNKNOWN:
        return ENTRY_CURRENT | ENTRY_OTHER;
    }
    return ENTRY_ANY;
}

static bool kills(Flow *flow, const State *state, const IterFact *iter,
                  const MapEvent *event, Relation relation)
{
    uint8_t dies = iter->law->iterator[iter->kind].dies[event->verb];
    bool whole = event->verb != EV_WRITE && event->verb != EV_DELETE;
    const MapFact *map = state_map(state, event->map);
    if (event->verb == EV_WRITE && map && map->reserved)
        return false; /* there is room */
    if (dies == 0 || (event->keeps_iterator && event->iter == iter->it))
        return false;
    return whole || (touched(flow, state, iter, event, relation) & ~dies) == 0;
}

bool iter_is_over(const Flow *flow, const IterFact *iter, ValueId map)
{
    return iter->map == map ||
           (map && iter->law &&
            flow->client->passed(flow->client->ctx, flow, iter->map, map));
}

void iter_change(Flow *flow, State *state, const MapEvent *event)
{
    if (event->doubtful)
        return;
    for (uint32_t i = 0; i < state->iters.len; i++) {
        IterFact *iter = &state->iters.items[i];
        Relation relation = relation_of(flow, iter, event);
        if (!iter->open || iter->dead || !kills(flow, state, iter, event, relation) ||
            !iter_is_over(flow, iter, event->map))
            continue;
        iter->dead = true;
        iter->death = (Death){ .verb = event->verb,
                               .relation = (uint8_t)relation,
                               .decides = event->decides,
                               .passed = iter->map != event->map ? event->name : NULL,
                               .span = event->span,
                               .chain = event->chain };
    }
}
