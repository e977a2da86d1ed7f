#include "check/owner.h"

#include "check/lived.h"
#include "check/report.h"

/* The field that the address lies in, through elements of arrays; 0: in none. */
static Sym field_at(const Flow *flow, ValueId addr)
{
    Value value = value_at(flow->values, addr);
    while (value.kind == VAL_ELEM)
        value = value_at(flow->values, value.a);
    return value.kind == VAL_FIELD ? value.b : 0;
}

/* ... or that it was read from. */
static Sym field_of(const Flow *flow, ValueId id)
{
    Value value = value_at(flow->values, id);
    return field_at(flow, value.kind == VAL_INIT ? value.a : id);
}

/* "record" of "record.field"; 0 when it has no name. */
static Sym record_of(const Flow *flow, Sym field)
{
    const char *text = sym_text(flow->unit->intern, field);
    const char *dot = strrchr(text, '.');
    return dot ? intern_str(flow->unit->intern, (Str){ text, (size_t)(dot - text) })
               : 0;
}

static void contribute(Program *program, FactKind kind, Sym key, Sym value)
{
    program_contribute(
        program, (ProgramFact){ .kind = (uint8_t)kind, .key = key, .value = value });
}

void owner_leaves(Program *program, Flow *flow, ValueId value)
{
    Sym field = field_of(flow, value);
    if (field)
        contribute(program, FACT_LEAVES, field, 0);
}

/* Stored by a callee that saw the field and what it was given: it has told of it. */
static bool is_told(Value value)
{
    return value.kind == VAL_FRESH && value.number >= FRESH_STORED_IN_FIELD &&
           value.number < FRESH_STORED_END;
}

/* What stands in a field at the end and was not made here came from elsewhere. */
static void learn_cell(RuleCtx *cx, const Cell *cell)
{
    const Flow *flow = cx->flow;
    Sym field = field_at(flow, cell->addr);
    Value value = value_at(flow->values, cell->value);
    const MapFact *map = state_map(cx->state, cell->value);
    bool pointer = value.kind == VAL_INIT || value.kind == VAL_FRESH;
    bool blurred = value.kind == VAL_FRESH && value.a >= SITE_SYNTHETIC;
    if (!field || !pointer || blurred || is_told(value) || (map && map->made) ||
        cell->value == value_init(flow->values, cell->addr))
        return;
    contribute(cx->program, FACT_LEAVES, field, 0);
}

/* What the address is part of: a variable, or something that was made here. */
static ValueId root_of(const Flow *flow, ValueId addr)
{
    Value value = value_at(flow->values, addr);
    while (value.kind == VAL_FIELD || value.kind == VAL_ELEM ||
           value.kind == VAL_INIT) {
        addr = value.a;
        value = value_at(flow->values, addr);
    }
    return addr;
}

static bool is_global(const Flow *flow, ValueId addr)
{
    return value_at(flow->values, root_of(flow, addr)).kind == VAL_GLOBAL;
}

/* Does the address lie in what a global variable holds or leads to? Such an object
 * lives as long as the program, and says nothing of others of its kind. */
static bool is_of_program(const RuleCtx *cx, ValueId addr)
{
    ValueId root = root_of(cx->flow, addr);
    for (uint32_t i = 0; i < cx->state->cells.len; i++) {
        const Cell *cell = &cx->state->cells.items[i];
        if (cell->value == root && is_global(cx->flow, cell->addr))
            return true;
    }
    return is_global(cx->flow, root);
}

/* A map that is made for it stands at the address. */
static void learn_owned(RuleCtx *cx, ValueId holder)
{
    Sym field = holder ? field_at(cx->flow, holder) : 0;
    Sym record = field ? record_of(cx->flow, field) : 0;
    if (record && !is_of_program(cx, holder))
        contribute(cx->program, FACT_OWNS, record, field);
}

void owner_learn(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = cx->state;
    if (ev->verb == EV_FREE) {
        owner_leaves(cx->program, cx->flow, ev->map);
        owner_leaves(cx->program, cx->flow, ev->map_at);
    }
    if (ev->verb == EV_NEW && ev->maybe)
        learn_owned(cx, ev->map_at);
    if (ev->verb != EV_RETURN)
        return;
    for (uint32_t i = 0; i < state->cells.len; i++)
        learn_cell(cx, &state->cells.items[i]);
    for (uint32_t i = 0; i < state->maps.len; i++)
        if (state->maps.items[i].made)
            learn_owned(cx, state->maps.items[i].holder);
}

/* The object itself, a record in it, or the private part of it. */
static bool is_in_object(const Flow *flow, ValueId id, ValueId object)
{
    Value value = value_at(flow->values, id);
    while (id != object && value.kind == VAL_FIELD) {
        id = value.a;
        value = value_at(flow->values, id);
    }
    return id == object;
}

/* An object as one of the records that the function takes it, or a part of it, for. */
typedef struct Guise {
    ValueId object;
    Sym record;
} Guise;

typedef VEC(Guise) Guises;

/* A record without a name: its members are those of the record around it. */
static bool is_unnamed(const Flow *flow, ValueId part, Sym record)
{
    Value value = value_at(flow->values, part);
    return value.kind == VAL_FIELD && record_of(flow, value.b) == record;
}

static void find_guises(Flow *flow, ValueId object, Guises *out)
{
    for (ValueId id = value_next_below(flow->values, object, object); id;
         id = value_next_below(flow->values, object, id)) {
        Value value = value_at(flow->values, id);
        bool named = value.kind == VAL_FIELD && is_in_object(flow, value.a, object);
        Guise guise = { value.a, named ? record_of(flow, value.b) : 0 };
        if (guise.record && is_unnamed(flow, guise.object, guise.record))
            guise.record = 0;
        for (uint32_t i = 0; i < out->len; i++)
            if (out->items[i].object == guise.object &&
                out->items[i].record == guise.record)
                guise.record = 0;
        if (guise.record)
            vec_push(flow->arena, out, guise);
    }
}

/* Has the function freed something else that stood in the object? */
static bool is_torn_down(const Flow *flow, const State *state, ValueId object)
{
    for (uint32_t i = 0; i < state->heap.len; i++) {
        const HeapFact *fact = &state->heap.items[i];
        Value value = value_at(flow->values, fact->value);
        if (fact->dead && value.kind == VAL_INIT &&
            value_below(flow->values, value.a, object))
            return true;
    }
    return false;
}

static bool may_hold(Flow *flow, State *state, ValueId at)
{
    ValueId content = flow_load(flow, state, at, NULL);
    const MapFact *map = state_map(state, content);
    return flow_test(flow, state, content, CMP_EQ, 0) != 1 &&
           content == value_init(flow->values, at) &&
           !(map && (map->freed || map->dropped));
}

static bool is_before(Facts owned, unsigned index)
{
    for (unsigned i = 0; i < index; i++)
        if (owned.items[i].value == owned.items[index].value)
            return true;
    return false;
}

/* The next but `which` field of the guise that still holds a map of its own, as an
 * address; 0: there are no more. */
static ValueId lost_in(RuleCtx *cx, const Guise *guise, unsigned *which)
{
    Facts owned = { 0 };
    if (lived_is_known(cx, guise->record))
        owned = program_facts(cx->program, FACT_OWNS, guise->record);
    for (unsigned i = 0; i < owned.count; i++) {
        Sym field = owned.items[i].value;
        ValueId at = value_field(cx->flow->values, guise->object, field);
        if (is_before(owned, i) ||
            program_facts(cx->program, FACT_LEAVES, field).count ||
            !may_hold(cx->flow, cx->state, at))
            continue;
        if ((*which)-- == 0)
            return at;
    }
    return 0;
}

const char *rule_lost_with(RuleCtx *cx, const MapEvent *ev, unsigned which)
{
    Flow *flow = cx->flow;
    ValueId object = ev->value;
    ValueKind kind = (ValueKind)value_at(flow->values, object).kind;
    bool ends = ev->verb == EV_DISPOSE || is_torn_down(flow, cx->state, object);
    Guises guises = { 0 };
    if (kind != VAL_INIT || !ends || ev->chain || cx->state->asserted)
        return NULL;
    find_guises(flow, object, &guises);
    for (uint32_t i = 0; i < guises.len; i++) {
        ValueId at = lost_in(cx, &guises.items[i], &which);
        if (at)
            return flow_place_name(flow, cx->state, at);
    }
    return NULL;
}
