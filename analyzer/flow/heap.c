/*
 * The life of values: what was made, freed, kept in a map, or borrowed from one.
 *
 * An object is named by its pointer. Freeing it makes the fact dead; the program may
 * still hold the pointer, and only a use of it is a fault. Fields and elements of a
 * dead object are dead with it; what they point to is not.
 *
 * Proof is needed to call something dead: a change that may have hit another entry
 * kills no pointer, and an entry that may have been removed is no longer held.
 */
#include "flow/flow.h"

enum { ENTRIES_MAX = 24 };

static bool is_pointer(const Flow *flow, ValueId value)
{
    switch ((ValueKind)value_at(flow->values, value).kind) {
    case VAL_FIELD:
    case VAL_ELEM:
    case VAL_INIT:
    case VAL_FRESH:
    case VAL_SLOT:
        return true;
    case VAL_NONE:
    case VAL_INT:
    case VAL_STR:
    case VAL_FUNC:
    case VAL_LOCAL:
    case VAL_GLOBAL:
    case VAL_COUNTER:
    case VAL_EXPR:
        return false;
    }
    return false;
}

/* The object that a part lies in, or 0 when the address is no part. */
static ValueId whole_of(const Flow *flow, ValueId addr)
{
    Value value = value_at(flow->values, addr);
    return value.kind == VAL_FIELD || value.kind == VAL_ELEM ? value.a : 0;
}

/* ---- life and death ---- */

void heap_show(Flow *flow, State *state, Verb verb, ValueId value, const char *by,
               Span span, const Chain *chain)
{
    MapEvent event = { .verb = (uint8_t)verb,
                       .entry = ENTRY_ANY,
                       .value = value,
                       .by = by,
                       .span = span,
                       .chain = chain,
                       .loop = flow->cfg.loop[flow->block],
                       .block = flow->block };
    event.name = flow_name(flow, state, value);
    flow->client->event(flow->client->ctx, flow, state, &event);
}

void heap_made(Flow *flow, State *state, ValueId value, const char *by, Span born)
{
    HeapFact *fact = state_heap_add(state, flow->arena, value);
    *fact = (HeapFact){ .value = value,
                        .made = true,
                        .loop = flow->cfg.loop[flow->block],
                        .born = born,
                        .made_by = by };
}

void heap_end(Flow *flow, State *state, ValueId value, const char *by, Death death)
{
    if (!is_pointer(flow, value) || flow_test(flow, state, value, CMP_EQ, 0) == 1)
        return;
    if (death.verb == EV_DISPOSE)
        keep_owner_gone(flow, state, value, death.span);
    HeapFact *fact = state_heap_add(state, flow->arena, value);
    if (fact->dead)
        return; /* the first death is the cause */
    fact->dead = true;
    fact->death = death;
    fact->death.blurs = state->blurs;
    fact->dead_by = by;
}

void heap_learn_zero(State *state, ValueId value)
{
    for (uint32_t i = 0; i < state->heap.len; i++) {
        HeapFact *fact = &state->heap.items[i];
        if (fact->dead && fact->death.decides == value)
            fact->dead = false;
    }
}

const HeapFact *heap_dead(const Flow *flow, const State *state, ValueId addr)
{
    for (ValueId at = addr; at && state->heap.len; at = whole_of(flow, at)) {
        const HeapFact *fact = state_heap(state, at);
        if (fact && fact->dead)
            return fact;
    }
    return NULL;
}

void heap_touch(Flow *flow, State *state, ValueId addr, const Chain *chain)
{
    const HeapFact *dead = heap_dead(flow, state, addr);
    if (dead) {
        heap_show(flow, state, EV_USE, dead->value, NULL, flow->at, chain);
        return;
    }
    ValueId object = value_root(flow->values, addr);
    if (is_pointer(flow, object))
        flow->client->use(flow->client->ctx, flow, state, object, flow->at, chain);
}

void heap_escape(State *state, ValueId value)
{
    HeapFact *fact = state_heap(state, value);
    if (fact)
        fact->escaped = true;
}

/* A place outside this function's own variables. */
static bool is_shared(const Flow *flow, ValueId addr)
{
    return value_at(flow->values, value_root(flow->values, addr)).kind != VAL_LOCAL;
}

static bool stands_shared(const Flow *flow, const State *state, ValueId value)
{
    Value v = value_at(flow->values, value);
    if (v.kind == VAL_INIT)
        return is_shared(flow, v.a);
    for (uint32_t i = 0; i < state->cells.len; i++)
        if (state->cells.items[i].value == value &&
            is_shared(flow, state->cells.items[i].addr))
            return true;
    return false;
}

/* Nobody but this function knows the map. */
static bool is_own_map(const State *state, ValueId map)
{
    const HeapFact *fact = state_heap(state, map);
    return fact && fact->made && !fact->escaped;
}

/* Freed with its links, or with the key that the map compares: who removes the entry
 * reads freed memory. */
static bool is_past_removal(const Flow *flow, const State *state,
                            const EntryFact *entry)
{
    const HeapFact *fact = entry->val ? state_heap(state, entry->val) : NULL;
    bool compared =
        entry->written && entry->own_key && whole_of(flow, entry->key) == entry->val;
    return fact && fact->dead && fact->death.verb == EV_DISPOSE &&
           (entry->links || compared);
}

static void forget_entries(Flow *flow, State *state)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->entries.len; i++) {
        const EntryFact entry = state->entries.items[i];
        bool past = is_past_removal(flow, state, &entry);
        if (past && entry.key) /* what a look-up finds there may be another one */
            state_drop_cell(state, flow_slot(flow, entry.map, entry.key));
        if (past || is_own_map(state, entry.map))
            state->entries.items[kept++] = entry;
    }
    state->entries.len = kept;
}

void heap_opaque(Flow *flow, State *state)
{
    flow->met_opaque = true;
    forget_entries(flow, state);
    for (uint32_t i = 0; i < state->heap.len; i++) {
        HeapFact *fact = &state->heap.items[i];
        if (!fact->dead || !stands_shared(flow, state, fact->value))
            continue;
        fact->dead = false;
        fact->taken_from = 0; /* it has been dealt with, whatever stands there now */
    }
}

/* ---- entries ---- */

static bool is_constant(const Flow *flow, ValueId key)
{
    ValueKind kind = (ValueKind)value_at(flow->values, key).kind;
    return kind == VAL_INT || kind == VAL_STR;
}

/* May the event hit the entry under `key`? Different pointers may hold equal keys. */
static Relation relation_of(const Flow *flow, const MapEvent *event, ValueId key)
{
    if (event->many)
        return REL_MANY;
    if (event->key == 0 || key == 0)
        return REL_UNKNOWN;
    if (event->key == key)
        return REL_SAME;
    return is_constant(flow, event->key) && is_constant(flow, key) ? REL_OTHER
                                                                   : REL_UNKNOWN;
}

static bool goes(const Flow *flow, const EntryFact *entry, const MapEvent *event)
{
    if (entry->map != event->map)
        return false;
    if (event->verb == EV_DELETE || event->verb == EV_WRITE)
        return relation_of(flow, event, entry->key) != REL_OTHER;
    return event->verb == EV_CLEAR || event->verb == EV_FREE;
}

static void drop_entries(const Flow *flow, State *state, const MapEvent *event)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->entries.len; i++)
        if (!goes(flow, &state->entries.items[i], event))
            state->entries.items[kept++] = state->entries.items[i];
    state->entries.len = kept;
}

void heap_keep(Flow *flow, State *state, EntryFact entry)
{
    if (state->entries.len == ENTRIES_MAX) {
        memmove(&state->entries.items[0], &state->entries.items[1],
                (ENTRIES_MAX - 1) * sizeof entry);
        state->entries.len--;
    }
    vec_push(flow->arena, &state->entries, entry);
}

static EntryFact entry_of(const MapEvent *event)
{
    return (EntryFact){ .map = event->map,
                        .key = event->key,
                        .val = event->val,
                        .own_key = (event->verb == EV_WRITE && !event->copies_key) ||
                                   event->verb == EV_NEXT,
                        .takes_key = event->takes_key,
                        .takes_val = event->takes_val,
                        .refuses = event->refuses,
                        .negative_fails = event->negative_fails,
                        .links = event->law->is_head,
                        .answer = event->answer,
                        .span = event->span,
                        .chain = event->chain,
                        .name = event->name };
}

/* An answer that the program looks at may say that nothing was stored. */
bool heap_holds(const Flow *flow, const State *state, const EntryFact *entry)
{
    if (entry->refuses)
        return flow_test(flow, state, entry->answer, CMP_GT, 0) != 0;
    if (entry->negative_fails)
        return flow_test(flow, state, entry->answer, CMP_GE, 0) != 0;
    return entry->answer == 0 || state_fact(state, entry->answer) == NULL;
}

ValueId heap_key_of(const State *state, ValueId map, ValueId val)
{
    for (uint32_t i = 0; val && i < state->iters.len; i++)
        if (state->iters.items[i].map == map && state->iters.items[i].val == val)
            return state->iters.items[i].key;
    for (uint32_t i = 0; val && i < state->entries.len; i++)
        if (state->entries.items[i].map == map && state->entries.items[i].val == val)
            return state->entries.items[i].key;
    return 0;
}

/* What was gone from there has come again, with all that is in it. */
static void come_again(const Flow *flow, State *state, ValueId value)
{
    for (uint32_t i = 0; i < state->heap.len; i++) {
        HeapFact *fact = &state->heap.items[i];
        bool was_entry = fact->value == value;
        if (!was_entry &&
            !(fact->dead && value_of_object(flow->values, fact->value, value)))
            continue;
        fact->dead = false;
        fact->taken_from = was_entry ? 0 : fact->taken_from;
    }
}

void heap_found(Flow *flow, State *state, const MapEvent *event, ValueId value)
{
    if (event->map == 0 || !is_pointer(flow, value))
        return;
    for (uint32_t i = 0; i < state->entries.len; i++) {
        EntryFact *entry = &state->entries.items[i];
        if (entry->map == event->map && entry->key == event->key && entry->key) {
            entry->val = entry->val ? entry->val : value;
            return;
        }
    }
    come_again(flow, state, value);
    EntryFact entry = entry_of(event);
    entry.val = value;
    heap_keep(flow, state, entry);
    entry_meet(flow, state, event, value);
}

/* ---- pointers into maps ---- */

void heap_borrow(Flow *flow, State *state, const MapEvent *event, ValueId pointer)
{
    if (!is_pointer(flow, pointer))
        return;
    HeapFact *fact = state_heap_add(state, flow->arena, pointer);
    *fact = (HeapFact){ .value = pointer,
                        .borrowed = true,
                        .map = event->map,
                        .key = event->key,
                        .born = event->span,
                        .made_by = event->by };
}

/* The entries that the event may touch, seen from a pointer to the one under `key`. */
static uint8_t touched(Flow *flow, const State *state, const MapEvent *event,
                       ValueId key)
{
    Relation relation = relation_of(flow, event, key);
    if (event->verb == EV_WRITE) {
        if (relation == REL_SAME ||
            (event->key && state_cell(state, flow_slot(flow, event->map, event->key))))
            return ENTRY_EXISTING;
        return event->entry != ENTRY_ANY ? event->entry : ENTRY_NEW;
    }
    if (event->verb != EV_DELETE || relation == REL_SAME)
        return ENTRY_CURRENT;
    return relation == REL_OTHER ? ENTRY_OTHER : ENTRY_CURRENT | ENTRY_OTHER;
}

static void kill_borrowed(Flow *flow, State *state, const MapEvent *event)
{
    const MapFact *map = state_map(state, event->map);
    if (event->maybe || (event->verb == EV_WRITE && map && map->reserved))
        return;
    for (uint32_t i = 0; i < state->heap.len; i++) {
        HeapFact *fact = &state->heap.items[i];
        const uint8_t *law =
            fact->is_position ? event->law->iterator[0].dies : event->law->pointer.dies;
        uint8_t dies = law[event->verb];
        bool stays = event->no_destroy && event->law->has_positions &&
                     !fact->is_position; /* with the node that was taken out */
        if (dies == 0 || !fact->borrowed || fact->dead || fact->map != event->map ||
            stays || (touched(flow, state, event, fact->key) & ~dies) != 0)
            continue;
        fact->dead = true;
        fact->dead_by = event->by;
        fact->death = (Death){ .verb = event->verb,
                               .decides = event->decides,
                               .blurs = state->blurs,
                               .span = event->span,
                               .chain = event->chain };
    }
}

/* ---- who holds what ---- */

void heap_share(const Flow *flow, State *state, ValueId value)
{
    for (ValueId at = value; at && state->heap.len; at = whole_of(flow, at)) {
        HeapFact *fact = state_heap(state, at);
        if (fact)
            fact->shared = fact->lent = true;
    }
}

static bool is_unshared_map(const State *state, ValueId map)
{
    const MapFact *fact = state_map(state, map);
    return fact && fact->made && !fact->kept && !fact->escaped;
}

ValueId heap_object(const Flow *flow, const State *state, ValueId value)
{
    for (ValueId at = value; at; at = whole_of(flow, at))
        if (state_heap(state, at))
            return at;
    return value;
}

void heap_give(Flow *flow, State *state, const MapEvent *event,
               void (*store)(Flow *flow, State *state, const MapEvent *event))
{
    ValueId object = heap_object(flow, state, event->val);
    const HeapFact *before = object ? state_heap(state, object) : NULL;
    bool lent = !before || before->lent || !span_is_none(before->given);
    bool shared = !before || before->shared || !span_is_none(before->given) ||
                  !is_unshared_map(state, event->map);
    keep_value(flow, state, event->val);
    store(flow, state, event);
    HeapFact *fact = object ? state_heap(state, object) : NULL;
    if (!fact)
        return;
    fact->shared = shared; /* that this map holds it makes nobody else hold it */
    fact->lent = lent;
    fact->given_to = event->map;
    fact->taken_from = 0;
    fact->given = event->span;
}

void heap_looked(const Flow *flow, State *state, ValueId map)
{
    for (uint32_t i = 0; i < state->entries.len; i++)
        if (state->entries.items[i].map == map)
            heap_share(flow, state, state->entries.items[i].val);
}

static bool is_function(const Flow *flow, ValueId given)
{
    return given && !value_is_null(flow->values, given);
}

/* Is what the entry holds destroyed as its key? */
static bool goes_as_key(const Flow *flow, const MapFact *map, const MapEvent *event,
                        const EntryFact *entry)
{
    return entry->val == entry->key && (is_function(flow, map->destroy_key) ||
                                        is_function(flow, event->destroy_key));
}

/* A map without destroy functions lets go of values that nobody else holds. */
static void orphan_values(Flow *flow, State *state, const MapEvent *event)
{
    const MapFact *map = state_map(state, event->map);
    bool lets_go = event->verb == EV_FREE || event->verb == EV_CLEAR;
    if ((event->verb == EV_READ || event->verb == EV_BORROW) && event->key != 0)
        heap_looked(flow, state, event->map);
    if (!lets_go || !map || !map->made || map->kept || map->escaped || map->destroys ||
        (event->maybe && event->verb != EV_FREE) || event->no_destroy ||
        is_function(flow, map->destroy_val) || is_function(flow, event->destroy_val))
        return;
    for (uint32_t i = 0; i < state->entries.len; i++) {
        const EntryFact *entry = &state->entries.items[i];
        HeapFact *fact = entry->map == event->map && entry->written && entry->val
                             ? state_heap(state, entry->val)
                             : NULL;
        if (!fact || !fact->made || fact->dead || fact->shared || fact->escaped ||
            fact->borrowed || state_map(state, entry->val) ||
            goes_as_key(flow, map, event, entry))
            continue;
        fact->orphaned = event->span;
        fact->orphan_of = event->name;
        fact->orphan_verb = (Verb)event->verb;
        fact->map_born = map->born;
    }
}

/* The value that leaves the map; 0: none is known. `known`: the function knew it
 * before, and is not only told of it now. */
static ValueId leaving(const Flow *flow, const State *state, const MapEvent *event,
                       bool *known)
{
    *known = true;
    const MapLaw *law = event->law;
    for (uint32_t i = 0; i < state->entries.len; i++) {
        const EntryFact *entry = &state->entries.items[i];
        bool same_key = !event->chain && event->key && entry->key == event->key;
        if (entry->map == event->map && entry->val &&
            (same_key || entry->val == event->key || entry->val == event->val))
            return entry->val;
    }
    bool is_entry = law->entry_val && law->entry_key == law->entry_val &&
                    is_shared(flow, event->key); /* not one to look it up with */
    ValueId value = is_entry ? event->key : event->val;
    *known = is_entry || event->val_seen;
    return event->chain || !is_pointer(flow, value) ? 0 : value;
}

/* Is the key read out of an entry record of the library? Then so is the value, which
 * has been dealt with under another name. */
static bool is_of_entry(const Flow *flow, const MapEvent *event)
{
    Value key = value_at(flow->values, event->key);
    Value at = value_at(flow->values, key.kind == VAL_INIT ? key.a : 0);
    return event->law->entry_key != event->law->entry_val && at.kind == VAL_FIELD &&
           at.b == event->law->entry_key;
}

/* An entry leaves its map, and what it held does not go with it. */
static void take(Flow *flow, State *state, const MapEvent *event)
{
    bool known;
    ValueId value = leaving(flow, state, event, &known);
    if (event->verb != EV_DELETE || event->maybe || event->many || value == 0 ||
        is_of_entry(flow, event) || flow_test(flow, state, value, CMP_EQ, 0) == 1)
        return;
    HeapFact *fact = state_heap(state, value);
    if (!fact)
        *(fact = state_heap_add(state, flow->arena, value)) =
            (HeapFact){ .value = value, .lent = !known };
    fact->taken = event->span;
    fact->taken_from = event->map;
    fact->taken_name = event->name;
    fact->taken_stolen = event->no_destroy;
}

void heap_hand(State *state, ValueId value)
{
    HeapFact *fact = state_heap(state, value);
    if (fact && fact->taken_from)
        fact->lent = true;
}

void heap_change(Flow *flow, State *state, const MapEvent *event)
{
    if (event->map == 0)
        return;
    kill_borrowed(flow, state, event);
    orphan_values(flow, state, event);
    if (event->verb == EV_FREE && !event->maybe && !event->law->freed_empty)
        heap_end(
            flow, state, event->map, event->by,
            (Death){ .verb = EV_FREE, .span = event->span, .chain = event->chain });
    take(flow, state, event);
    drop_entries(flow, state, event);
    if (event->verb != EV_WRITE || event->maybe || event->told)
        return;
    EntryFact entry = entry_of(event);
    entry.written = true;
    heap_keep(flow, state, entry);
}

/* ---- joins ---- */

static void join_facts(State *into, const State *from)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < into->heap.len; i++) {
        HeapFact fact = into->heap.items[i];
        const HeapFact *other = state_heap(from, fact.value);
        if (!other)
            continue;
        fact.made = fact.made && other->made;
        fact.lent = fact.lent || other->lent || fact.dead != other->dead ||
                    fact.taken_from != other->taken_from;
        fact.escaped = fact.escaped || other->escaped;
        fact.dead = fact.dead && other->dead;
        fact.borrowed = fact.borrowed && other->borrowed && fact.map == other->map &&
                        fact.key == other->key;
        into->heap.items[kept++] = fact;
    }
    into->heap.len = kept;
}

void heap_join(State *into, const State *from)
{
    uint32_t kept = 0;
    join_facts(into, from);
    for (uint32_t i = 0; i < into->entries.len; i++) {
        EntryFact entry = into->entries.items[i];
        bool both = false;
        for (uint32_t j = 0; j < from->entries.len && !both; j++) {
            const EntryFact *other = &from->entries.items[j];
            both = other->map == entry.map && other->key == entry.key &&
                   other->val == entry.val;
        }
        if (both)
            into->entries.items[kept++] = entry;
    }
    into->entries.len = kept;
}
