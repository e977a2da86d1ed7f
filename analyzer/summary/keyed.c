/*
 * Under what values are put into a map: facts of the program.
 *
 * `put(m, x->name, x)` and `put(m, &x->id, x)` say how to find the key of what comes
 * out of the map, as long as every place that puts something there says the same.
 */
#include "summary/collect.h"

static bool is_copy(const Flow *flow, ValueId copy, ValueId of)
{
    const Origin *origin = flow_origin(flow, copy);
    return origin && origin->count == 1 && origin->from[0] == of;
}

/* Both are what the same call gave: copies of one text. */
static bool are_alike(const Flow *flow, ValueId a, ValueId b)
{
    const Origin *one = flow_origin(flow, a), *other = flow_origin(flow, b);
    return one && other && one->count == 1 && one->key && one->key == other->key;
}

/* The field of the value that holds the key when it is put there; 0: none does. */
static Sym key_field(const Flow *flow, const State *state, ValueId key_id, ValueId val,
                     KeyedBy *by)
{
    Value key = value_at(flow->values, key_id);
    Value at = value_at(flow->values, key.kind == VAL_INIT ? key.a : 0);
    *by = KEYED_BY_ADDRESS;
    if (key.kind == VAL_FIELD && key.a == val)
        return key.b;
    *by = KEYED_BY_CONTENT;
    if (at.kind == VAL_FIELD && at.a == val)
        return at.b;
    for (uint32_t i = 0; i < state->cells.len; i++) {
        const Cell *cell = &state->cells.items[i];
        at = value_at(flow->values, cell->addr);
        if (at.kind != VAL_FIELD || at.a != val)
            continue;
        bool same = cell->value == key_id;
        *by = same ? KEYED_BY_CONTENT : KEYED_BY_COPY;
        if (same || is_copy(flow, cell->value, key_id) ||
            is_copy(flow, key_id, cell->value) || are_alike(flow, key_id, cell->value))
            return at.b;
    }
    *by = KEYED_BY_CONTENT;
    return 0;
}

void keyed_note(const Collect *collect, const Flow *flow, const State *state,
                const MapEvent *event)
{
    ValueId owner;
    Sym home =
        event->verb == EV_WRITE && event->key && event->val && event->key != event->val
            ? entry_home(flow, state, event->map, &owner)
            : 0;
    if (!home)
        return;
    KeyedBy by;
    Sym field = key_field(flow, state, event->key, event->val, &by);
    ProgramFact fact = {
        .kind = FACT_KEYED, .key = home, .value = field, .number = by
    };
    collect->oracle->contribute(collect->oracle->ctx, fact);
}

EntryLore keyed_lore(void *ctx, Sym home)
{
    const Oracle *oracle = ((const Collect *)ctx)->oracle;
    Facts keyed = oracle->facts(oracle->ctx, FACT_KEYED, home);
    EntryLore lore = { 0 };
    for (uint32_t i = 0; i < keyed.count; i++) {
        const ProgramFact *fact = &keyed.items[i];
        if (i && (fact->value != lore.key || fact->number != lore.keyed_by))
            return (EntryLore){ 0 };
        lore.key = fact->value;
        lore.keyed_by = (uint8_t)fact->number;
    }
    return lore;
}
