#include "flow/flow.h"

/* Struct copies of copies that a load looks through. */
enum { COPIES_MAX = 8 };

static uint32_t turn_number(const State *state)
{
    uint32_t number = 0;
    for (uint32_t i = 0; i < state->loops; i++)
        number = number * (TURNS_MAX + 1) + state->turns[i];
    return number;
}

ValueId flow_fresh(Flow *flow, const State *state, uint32_t which)
{
    return value_of(flow->values, (Value){ .kind = VAL_FRESH,
                                           .a = flow->site,
                                           .b = turn_number(state),
                                           .number = which });
}

static ValueId forgotten(Flow *flow, const State *state, ValueId addr)
{
    return value_of(flow->values, (Value){ .kind = VAL_FRESH,
                                           .a = flow->site | SITE_FORGOTTEN,
                                           .b = turn_number(state),
                                           .number = addr });
}

const Origin *flow_origin(const Flow *flow, ValueId made)
{
    for (uint32_t i = flow->origins.len; i-- > 0;)
        if (flow->origins.items[i].made == made)
            return &flow->origins.items[i];
    return NULL;
}

ValueId flow_call_key(Flow *flow, const CallSite *call)
{
    ValueId key = call->target;
    for (uint32_t i = 0; i < call->count; i++)
        key = value_of(
            flow->values,
            (Value){ .kind = VAL_EXPR, .a = key, .b = call->args[i], .number = '(' });
    return key;
}

void flow_answers(Flow *flow, ValueId made, const CallSite *call)
{
    if (!flow_origin(flow, made))
        vec_push(flow->arena, &flow->origins,
                 ((Origin){ .made = made, .key = flow_call_key(flow, call) }));
}

void flow_made_of(Flow *flow, ValueId made, const CallSite *call)
{
    Origin origin = { .made = made, .count = call->count };
    if (call->count == 0 || flow_origin(flow, made))
        return;
    origin.key = flow_call_key(flow, call);
    for (uint32_t i = 0; i < call->count && i < ORIGIN_MAX; i++)
        origin.from[i] = call->args[i];
    vec_push(flow->arena, &flow->origins, origin);
}

static const char PART[] = ".private";

ValueId flow_part(Flow *flow, ValueId base, Sym name)
{
    Str shown = name_shown(sym_text(flow->unit->intern, name));
    StrBuf text = strbuf_in(flow->arena);
    strbuf_add_n(&text, shown.p, shown.n);
    strbuf_add(&text, PART);
    return value_field(flow->values, base,
                       intern_str(flow->unit->intern, strbuf_str(&text)));
}

ValueId flow_slot(Flow *flow, ValueId map, ValueId key)
{
    return value_of(flow->values, (Value){ .kind = VAL_SLOT, .a = map, .b = key });
}

static bool is_written(const Flow *flow, const State *state, ValueId array)
{
    for (uint32_t i = 0; i < state->cells.len; i++)
        if (value_below(flow->values, state->cells.items[i].addr, array))
            return true;
    return false;
}

/* Which elements of an array a loop fills is not followed: one whose index is unknown,
 * or beside which others were written, may be among them. */
static bool may_be_filled(const Flow *flow, const State *state, ValueId addr,
                          ValueId base)
{
    int64_t index;
    while (addr != base) {
        Value at = value_at(flow->values, addr);
        if (at.kind == VAL_ELEM && (!value_is_int(flow->values, at.b, &index) ||
                                    is_written(flow, state, at.a)))
            return true;
        addr = at.a;
    }
    return false;
}

/* Does the place lie in memory that was zeroed? */
static bool zeroed_at(const Flow *flow, const State *state, ValueId addr, Span *why)
{
    for (uint32_t i = state->zeroed.len; i-- > 0;) {
        const Zeroed *zeroed = &state->zeroed.items[i];
        if (addr != zeroed->base && !value_below(flow->values, addr, zeroed->base))
            continue;
        if (may_be_filled(flow, state, addr, zeroed->base))
            return false;
        if (why)
            *why = zeroed->why;
        return true;
    }
    return false;
}

/* In a struct that was stored as a whole, the same part of what was stored; else 0. The
 * cell of an array is that of its first element and says nothing of the others. */
static ValueId stored_part(Flow *flow, const State *state, ValueId addr)
{
    Value value = value_at(flow->values, addr);
    if (value.kind != VAL_FIELD && value.kind != VAL_ELEM)
        return 0;
    const Cell *whole = value.kind == VAL_FIELD ? state_cell(state, value.a) : NULL;
    Value from = whole ? value_at(flow->values, whole->value) : (Value){ 0 };
    ValueId object = !whole                  ? stored_part(flow, state, value.a)
                     : from.kind == VAL_INIT ? from.a
                                             : whole->value;
    value.a = object;
    return object ? value_of(flow->values, value) : 0;
}

ValueId flow_load(Flow *flow, State *state, ValueId addr, Span *why)
{
    ValueId at = addr;
    for (int copies = 0; copies < COPIES_MAX; copies++) {
        Cell *cell = state_cell(state, at);
        if (why)
            *why = cell ? cell->why : (Span){ 0 };
        if (cell)
            return cell->value;
        ValueId original = stored_part(flow, state, at);
        if (!original)
            return zeroed_at(flow, state, at, why) ? value_int(flow->values, 0)
                                                   : value_init(flow->values, at);
        at = original;
    }
    /* Two structs that changed places are copies of each other. */
    return forgotten(flow, state, addr);
}

static void forget_cell(Flow *flow, State *state, ValueId addr)
{
    state_set_cell(state, flow->arena,
                   (Cell){ addr, forgotten(flow, state, addr), (Span){ 0 } });
}

static void forget_with_parts(Flow *flow, State *state, ValueId addr)
{
    forget_cell(flow, state, addr);
    for (ValueId id = value_next_below(flow->values, addr, addr); id;
         id = value_next_below(flow->values, addr, id))
        forget_cell(flow, state, id);
}

/* A store to `addr`, which is or lies in the element `elem`, may be one to the same
 * place in any element that is not provably another. */
static void forget_other_elements(Flow *flow, State *state, ValueId addr, ValueId elem)
{
    ValueTable *values = flow->values;
    Value at = value_at(values, elem);
    int64_t number;
    bool known = value_is_int(values, at.b, &number);
    if (known && !value_has_unknown_element(values, at.a))
        return;
    ValueId first = value_find_beside(values, addr, elem, at.a);
    if (!known && first)
        forget_cell(flow, state, first);
    for (ValueId id = value_next_below(values, at.a, at.a); id;
         id = value_next_below(values, at.a, id)) {
        Value other = value_at(values, id);
        if (other.kind != VAL_ELEM || other.a != at.a || id == elem ||
            (known && value_is_int(values, other.b, &number)))
            continue;
        ValueId beside = value_find_beside(values, addr, elem, id);
        if (beside)
            forget_with_parts(flow, state, beside);
    }
}

static void forget_aliases(Flow *flow, State *state, ValueId addr)
{
    Value value = value_at(flow->values, addr);
    for (ValueId at = addr; value.kind == VAL_FIELD || value.kind == VAL_ELEM;
         at = value.a, value = value_at(flow->values, at))
        if (value.kind == VAL_ELEM)
            forget_other_elements(flow, state, addr, at);
}

/* The cells of the fields at `addr`, at any depth; other elements of the array that it
 * begins are no part of it. */
static void drop_fields(const Flow *flow, State *state, ValueId addr)
{
    for (ValueId id = value_next_below(flow->values, addr, addr); id;
         id = value_next_below(flow->values, addr, id)) {
        Value step = value_at(flow->values, id);
        while (step.a != addr)
            step = value_at(flow->values, step.a);
        if (step.kind == VAL_FIELD)
            state_drop_cell(state, id);
    }
}

/* The cells of the fields and elements at `addr`, at any depth. */
static void drop_below(const Flow *flow, State *state, ValueId addr)
{
    for (ValueId id = value_next_below(flow->values, addr, addr); id;
         id = value_next_below(flow->values, addr, id))
        state_drop_cell(state, id);
}

/* Memory that was written is no longer known to be zero. */
static void forget_zeroed(const Flow *flow, State *state, ValueId addr)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->zeroed.len; i++) {
        ValueId base = state->zeroed.items[i].base;
        if (base != addr && !value_below(flow->values, base, addr))
            state->zeroed.items[kept++] = state->zeroed.items[i];
    }
    state->zeroed.len = kept;
}

void flow_store(Flow *flow, State *state, ValueId addr, ValueId value, Span why)
{
    Value at = value_at(flow->values, addr);
    forget_zeroed(flow, state, addr);
    drop_fields(flow, state, addr);
    forget_aliases(flow, state, addr);
    state_set_cell(state, flow->arena, (Cell){ addr, value, why });
    if (at.kind != VAL_LOCAL && at.kind != VAL_SLOT)
        mapfact_escape(state, value);
    keep_stored(flow, state, addr, value);
}

void flow_forget(Flow *flow, State *state, ValueId addr)
{
    forget_zeroed(flow, state, addr);
    forget_with_parts(flow, state, addr);
}

/* Nil-ness learnt of what stands at the address may be out of date; its identity is
 * kept, or almost every loop would go blind. */
static void forget_nil(Flow *flow, State *state, ValueId addr)
{
    ValueId content = flow_load(flow, state, addr, NULL);
    int64_t number;
    if (value_is_int(flow->values, content, &number))
        forget_cell(flow, state, addr);
    else
        state_drop_fact(state, content);
}

void flow_expose(Flow *flow, State *state, ValueId value)
{
    Value base = value_at(flow->values, value);
    flow->client->expose(flow->client->ctx, flow, state, value);
    mapfact_escape(state, value);
    heap_escape(state, value);
    keep_value(flow, state, value);
    mapfact_touched(state);
    if (base.kind == VAL_NONE || base.kind == VAL_INT || base.kind == VAL_STR ||
        base.kind == VAL_FUNC)
        return;
    if (base.kind == VAL_LOCAL || base.kind == VAL_SLOT) {
        /* An out parameter: whatever stood there may be replaced. */
        if (!state_iter(state, value))
            flow_forget(flow, state, value);
        return;
    }
    forget_zeroed(flow, state, value);
    for (ValueId id = value_next_below(flow->values, value, value); id;
         id = value_next_below(flow->values, value, id))
        forget_nil(flow, state, id);
    if (value_is_address(flow->values, value))
        forget_nil(flow, state, value);
}

void flow_zero(Flow *flow, State *state, ValueId addr, Span why)
{
    keep_owner_gone(flow, state, addr, why);
    drop_below(flow, state, addr);
    state_drop_cell(state, addr);
    for (uint32_t i = 0; i < state->zeroed.len; i++)
        if (state->zeroed.items[i].base == addr) {
            state->zeroed.items[i].why = why;
            return;
        }
    vec_push(flow->arena, &state->zeroed, ((Zeroed){ addr, why }));
}

static ValueId select_from(Flow *flow, State *state, ValueId addr, const Selector *sel)
{
    switch ((SelKind)sel->kind) {
    case SEL_FIELD:
        return value_field(flow->values, addr, sel->field);
    case SEL_DEREF:
        heap_touch(flow, state, addr, NULL);
        return flow_load(flow, state, addr, NULL);
    case SEL_INDEX:
        return value_elem(flow->values, addr, flow_eval(flow, state, sel->index));
    }
    return addr;
}

/* Whoever looks at a member of what an argument or a result points to says that it is
 * not NULL; a test that comes later proves nothing any more. */
static void learn_pointer(Flow *flow, State *state, ValueId pointer)
{
    Value value = value_at(flow->values, pointer);
    bool argument =
        value.kind == VAL_INIT && value_at(flow->values, value.a).kind == VAL_LOCAL;
    bool made = value.kind == VAL_FRESH && value.a < SITE_SYNTHETIC;
    if ((!argument && !made) || state_fact(state, pointer))
        return;
    flow_not_null(flow, state, pointer, (Span){ 0 });
    state_fact(state, pointer)->implied = true;
}

ValueId flow_address(Flow *flow, State *state, PlaceId id)
{
    const Place *place = &flow->fn->places.items[id];
    const Var *var = place_var(flow->unit, flow->fn, place);
    ValueId addr = value_of(flow->values,
                            (Value){ .kind = place->is_global ? VAL_GLOBAL : VAL_LOCAL,
                                     .a = place->is_global ? var->name : place->root });
    for (unsigned i = 0; i < place->count; i++) {
        if (i && place->sel[i].kind == SEL_FIELD && place->sel[i - 1].kind == SEL_DEREF)
            learn_pointer(flow, state, addr);
        addr = select_from(flow, state, addr, &place->sel[i]);
    }
    return addr;
}

static ValueId read_place(Flow *flow, State *state, PlaceId place)
{
    ValueId addr = flow_address(flow, state, place);
    heap_touch(flow, state, addr, NULL);
    return flow_load(flow, state, addr, NULL);
}

ValueId flow_eval(Flow *flow, State *state, Operand operand)
{
    switch ((OperandKind)operand.kind) {
    case OPND_NONE:
        return 0;
    case OPND_UNKNOWN:
        return flow_fresh(flow, state, 98);
    case OPND_INT:
        return value_int(flow->values, operand.number);
    case OPND_STR:
        return value_of(flow->values, (Value){ .kind = VAL_STR, .a = operand.sym });
    case OPND_FUNC:
        return value_of(flow->values, (Value){ .kind = VAL_FUNC, .a = operand.sym });
    case OPND_PLACE:
        return read_place(flow, state, operand.place);
    case OPND_ADDR:
        return flow_address(flow, state, operand.place);
    }
    return 0;
}
