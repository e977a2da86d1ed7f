/*
 * Which values of a map point back to its owner: facts of the program.
 *
 * Every place that puts something into the map of a field tells that it does (PUT), and
 * by which fields what it puts there leads back (BACK). What all places tell is true of
 * whatever comes out. A function that is handed the value, and makes no link itself,
 * leaves it to its callers, who see the event as well and know more.
 */
#include "summary/collect.h"

/* A place as the number of its facts: which, of what, and how far up. */
static int64_t put_number(const Put *put, unsigned above)
{
    return (int64_t)put->site << 2 | (put->keys ? 2 : 0) | above;
}

typedef VEC(BackLink) Links;

static void find_links(const Flow *flow, const State *state, const BackOwner *owner,
                       ValueId value, Arena *arena, Links *out)
{
    for (ValueId id = value_next_below(flow->values, value, value); id;
         id = value_next_below(flow->values, value, id)) {
        Value field = value_at(flow->values, id);
        const Cell *cell = state_cell(state, id);
        if (field.kind != VAL_FIELD || field.a != value || !cell)
            continue;
        for (unsigned above = 0; above < 2; above++)
            if (owner->object[above] && cell->value == owner->object[above])
                vec_push(arena, out,
                         ((BackLink){ .by = field.b, .above = (uint8_t)above }));
    }
}

static bool has_link(const Links *links, BackLink link)
{
    for (uint32_t i = 0; i < links->len; i++)
        if (links->items[i].by == link.by && links->items[i].above == link.above)
            return true;
    return false;
}

/* One more path on which something is put there. */
static void join(Collect *collect, Put *put, const Links *links)
{
    uint32_t kept = 0;
    if (!put->seen) {
        for (uint32_t i = 0; i < links->len; i++)
            vec_push(collect->arena, &put->back, links->items[i]);
    } else {
        for (uint32_t i = 0; i < put->back.len; i++)
            if (has_link(links, put->back.items[i]))
                put->back.items[kept++] = put->back.items[i];
        put->back.len = kept;
    }
    put->seen = true;
}

static Put *put_at(Collect *collect, const Put *like)
{
    for (uint32_t i = 0; i < collect->puts.len; i++) {
        Put *put = &collect->puts.items[i];
        if (put->site == like->site && put->keys == like->keys &&
            put->owner.field == like->owner.field)
            return put;
    }
    vec_push(collect->arena, &collect->puts, *like);
    return &collect->puts.items[collect->puts.len - 1];
}

/* Could it be an object at all? */
static bool may_point(const Flow *flow, ValueId value)
{
    ValueKind kind = (ValueKind)value_at(flow->values, value).kind;
    return kind == VAL_INIT || kind == VAL_FRESH || kind == VAL_FIELD ||
           kind == VAL_LOCAL;
}

/* Where the entry is its own key, a key that is only there to be compared is no part of
 * it: the library has made the entry, and gives it back. */
static ValueId value_put(const Flow *flow, const MapEvent *event)
{
    bool is_key =
        event->law->entry_key && event->law->entry_key == event->law->entry_val;
    if (event->val || !is_key)
        return event->val;
    return value_at(flow->values, event->key).kind == VAL_LOCAL ? event->result
                                                                : event->key;
}

static void note_part(Collect *collect, Flow *flow, const State *state,
                      const MapEvent *event, const BackOwner *owner, bool keys)
{
    ValueId value = keys ? event->key : value_put(flow, event);
    Links links = { 0 };
    Path path;
    if (!may_point(flow, value))
        return;
    find_links(flow, state, owner, value, collect->arena, &links);
    bool handed = path_of_value(flow, value, &path);
    if (links.len == 0 && event->chain)
        return; /* those who know more will tell */
    Put like = { .site = flow->site, .keys = keys, .handed = handed, .owner = *owner };
    Put *put = put_at(collect, &like);
    put->open = links.len == 0;
    put->value = value;
    if (links.len)
        join(collect, put, &links);
}

/* set_remove(x->link->items, x): who writes this holds that the items of a link lead
 * back to it. That is believed where no place is understood that puts items there. */
static void note_taken(const Collect *collect, const Flow *flow, const MapEvent *event,
                       const BackOwner *owner)
{
    Value key = value_at(flow->values, event->key);
    Value in = value_at(flow->values, key.kind == VAL_INIT ? key.a : event->key);
    ValueId keyed = in.kind == VAL_FIELD ? in.a : event->key;
    for (unsigned above = 0; above < 2; above++) {
        Value object = value_at(flow->values, owner->object[above]);
        Value at = value_at(flow->values, object.kind == VAL_INIT ? object.a : 0);
        ProgramFact fact = {
            .kind = FACT_TAKEN, .key = owner->field, .value = at.b, .number = above
        };
        if (at.kind == VAL_FIELD &&
            (at.a == event->val || at.a == event->key || at.a == keyed))
            collect->oracle->contribute(collect->oracle->ctx, fact);
    }
}

void back_note(Collect *collect, Flow *flow, const State *state, const MapEvent *event)
{
    BackOwner owner;
    bool puts = event->verb == EV_WRITE;
    if ((!puts && event->verb != EV_DELETE) || event->doubtful || state->doubtful ||
        !back_owner(flow, event, &owner))
        return;
    if (!event->chain)
        note_taken(collect, flow, event, &owner);
    if (!puts)
        return;
    note_part(collect, flow, state, event, &owner, true);
    note_part(collect, flow, state, event, &owner, false);
}

/* Is anything known of what stands in the object? */
static bool is_filled(const Flow *flow, const State *state, ValueId object)
{
    for (ValueId id = value_next_below(flow->values, object, object); id;
         id = value_next_below(flow->values, object, id))
        if (state_cell(state, id))
            return true;
    return false;
}

void back_leave(Collect *collect, const Flow *flow, const State *state)
{
    for (uint32_t i = 0; i < collect->puts.len; i++) {
        Put *put = &collect->puts.items[i];
        Links links = { 0 };
        if (!put->open || !is_filled(flow, state, put->value))
            continue;
        find_links(flow, state, &put->owner, put->value, collect->arena, &links);
        if (links.len || !put->handed)
            join(collect, put, &links);
    }
}

void back_tell(const Collect *collect)
{
    const Oracle *oracle = collect->oracle;
    for (uint32_t i = 0; i < collect->puts.len; i++) {
        const Put *put = &collect->puts.items[i];
        ProgramFact fact = { .kind = FACT_PUT,
                             .key = put->owner.field,
                             .number = put_number(put, 0) };
        if (put->handed && !put->seen)
            continue;
        oracle->contribute(oracle->ctx, fact);
        for (uint32_t j = 0; j < put->back.len; j++) {
            fact.kind = FACT_BACK;
            fact.value = put->back.items[j].by;
            fact.number = put_number(put, put->back.items[j].above);
            oracle->contribute(oracle->ctx, fact);
        }
    }
}

static unsigned count_puts(Facts puts, bool keys)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < puts.count; i++)
        count += (puts.items[i].number >> 1 & 1) == keys;
    return count;
}

static unsigned count_like(Facts back, const ProgramFact *fact)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < back.count; i++)
        count += back.items[i].value == fact->value &&
                 (back.items[i].number & 3) == (fact->number & 3);
    return count;
}

/* How values are believed to point back, unless there is more than one belief. */
static unsigned believed(const Oracle *oracle, Sym field, BackLink *out)
{
    Facts taken = oracle->facts(oracle->ctx, FACT_TAKEN, field);
    for (uint32_t i = 0; i < taken.count; i++) {
        BackLink link = { taken.items[i].value, (uint8_t)taken.items[i].number };
        if (i && (link.by != out->by || link.above != out->above))
            return 0;
        *out = link;
    }
    return taken.count > 0;
}

unsigned back_links(void *ctx, Sym field, bool keys, BackLink *out, unsigned most)
{
    const Oracle *oracle = ((const Collect *)ctx)->oracle;
    Facts back = oracle->facts(oracle->ctx, FACT_BACK, field);
    unsigned count = 0;
    unsigned puts = count_puts(oracle->facts(oracle->ctx, FACT_PUT, field), keys);
    if (puts == 0)
        return keys ? 0 : believed(oracle, field, out);
    for (uint32_t i = 0; i < back.count && count < most; i++) {
        const ProgramFact *fact = &back.items[i];
        BackLink link = { .by = fact->value, .above = fact->number & 1 };
        bool is_first = true;
        for (unsigned j = 0; j < count; j++)
            is_first = is_first && out[j].by != link.by;
        if ((fact->number >> 1 & 1) == keys && is_first &&
            count_like(back, fact) == puts)
            out[count++] = link;
    }
    return count;
}
