/*
 * Deletes that hit more than the entry a caller stands on.
 *
 * A loop deletes another entry on each turn. And so does recursion: most of what comes
 * back through it is the same effect with other arguments, whose guards would weaken
 * those of the first call; it says nothing new. But when a delete comes back, the first
 * call's entry led to another one, over links, look-ups or walks, and that goes as
 * well. Libraries that let the current entry go forbid just this.
 */
#include "summary/collect.h"

static bool is_site_in(const Flow *flow, uint32_t site, uint32_t loop)
{
    for (BlockId block = 0; block < flow->fn->blocks.len; block++) {
        uint32_t first = flow->site_base[block];
        uint32_t last = first + flow->fn->blocks.items[block].events.len;
        if (site >= first && site <= last)
            return cfg_inside(&flow->cfg, block, loop);
    }
    return false;
}

/* Does each turn of the loop make the value, or what it is reached through, anew? */
static bool is_made_in(const Flow *flow, ValueId id, uint32_t loop)
{
    Value value = value_at(flow->values, id);
    while (value.kind == VAL_INIT || value.kind == VAL_FIELD || value.kind == VAL_ELEM)
        value = value_at(flow->values, value.a);
    return value.kind == VAL_FRESH && value.a < SITE_SYNTHETIC &&
           is_site_in(flow, value.a, loop);
}

bool many_in_loop(const Flow *flow, const MapEvent *event, const Effect *effect)
{
    return event->verb == EV_DELETE && event->loop != NO_LOOP &&
           effect->key.kind == DESC_UNKNOWN &&
           (event->chain == NULL || is_made_in(flow, event->key, event->loop));
}

ValueId many_walked(const State *state, const MapEvent *event)
{
    for (uint32_t i = 0; event->verb == EV_DELETE && i < state->iters.len; i++) {
        const IterFact *iter = &state->iters.items[i];
        if (iter->open && event->key &&
            (iter->key == event->key || iter->val == event->key))
            return iter->it;
    }
    return 0;
}

bool many_through(const Chain *chain, Sym function)
{
    for (const Chain *call = chain; call; call = call->next)
        if (call->func == function)
            return true;
    return false;
}

bool many_elsewhere(Effect *effect)
{
    const Desc *key = &effect->key;
    bool first =
        key->kind == DESC_PATH && key->path.root == PATH_PARAM && key->path.count == 0;
    bool told = key->kind == DESC_PATH || key->kind == DESC_UNKNOWN ||
                key->kind == DESC_NOT_NULL;
    if (effect->verb != EV_DELETE || first || !told)
        return false;
    effect->many = true;
    effect->key = effect->val = (Desc){ .kind = DESC_UNKNOWN };
    return true;
}

/* "record" of "record.field". */
static Str record_of(const Flow *flow, Sym field)
{
    const char *text = sym_text(flow->unit->intern, field);
    const char *dot = strrchr(text, '.');
    return (Str){ text, dot ? (size_t)(dot - text) : 0 };
}

/* Does the argument point to the record, as far as its type or a look into it tells? */
static bool points_to(const Flow *flow, VarId argument, Str record)
{
    const Var *var = &flow->fn->vars.items[argument];
    ValueId at = value_find(flow->values, (Value){ .kind = VAL_LOCAL, .a = argument });
    ValueId object = value_find(flow->values, (Value){ .kind = VAL_INIT, .a = at });
    if (var->pointers != 1)
        return false;
    if (str_is(record, sym_text(flow->unit->intern, var->type)))
        return true;
    for (ValueId id = object ? value_next_below(flow->values, object, object) : 0; id;
         id = value_next_below(flow->values, object, id)) {
        Value field = value_at(flow->values, id);
        if (field.kind == VAL_FIELD && field.a == object &&
            str_eq(record, record_of(flow, field.b)))
            return true;
    }
    return false;
}

/* The only argument that points to the record; NO_ID when there is none, or more. */
static VarId argument_of(const Flow *flow, Str record)
{
    VarId found = NO_ID;
    for (VarId i = 0; i < flow->fn->param_count; i++) {
        if (!points_to(flow, i, record))
            continue;
        if (found != NO_ID)
            return NO_ID;
        found = i;
    }
    return found;
}

/* The link by which all entries of the maps in a field lead to the map's owner, from
 * what an argument points to; NO_ID when no argument is such an entry. */
static VarId entry_argument(Collect *collect, const Flow *flow, Sym map_field,
                            Sym *link)
{
    enum { MOST = 4 };
    BackLink links[MOST];
    for (unsigned keys = 0; keys < 2; keys++) {
        unsigned count = back_links(collect, map_field, keys, links, MOST);
        for (unsigned i = 0; i < count; i++) {
            VarId argument = argument_of(flow, record_of(flow, links[i].by));
            *link = links[i].by;
            if (links[i].above == 0 && argument != NO_ID)
                return argument;
        }
    }
    return NO_ID;
}

/* Is the object, whose map it is, what the link of some object leads to? An object of
 * the entries' own kind may hold maps of its own. */
static bool is_owner(const Flow *flow, ValueId object, Sym map_field, Sym link)
{
    Value value = value_at(flow->values, object);
    Value at = value_at(flow->values, value.kind == VAL_INIT ? value.a : 0);
    return (at.kind == VAL_FIELD && at.b == link) ||
           !str_eq(record_of(flow, map_field), record_of(flow, link));
}

bool many_kin(Collect *collect, const Flow *flow, const MapEvent *event, Path *path)
{
    Sym link;
    Value map = value_at(flow->values, event->map);
    Value place = value_at(flow->values, map.kind == VAL_INIT ? map.a : event->map);
    VarId argument =
        place.kind == VAL_FIELD ? entry_argument(collect, flow, place.b, &link) : NO_ID;
    if (argument == NO_ID || !is_owner(flow, place.a, place.b, link))
        return false;
    *path = (Path){ .root = PATH_PARAM,
                    .of = argument,
                    .address = map.kind != VAL_INIT,
                    .count = 4,
                    .step = { { .kind = STEP_DEREF },
                              { .kind = STEP_FIELD, .field = link },
                              { .kind = STEP_DEREF },
                              { .kind = STEP_FIELD, .field = place.b } } };
    return true;
}
