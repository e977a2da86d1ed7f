/*
 * A call by its model: roles to values, the event itself, results and callbacks.
 */
#include "flow/flow.h"

typedef struct ModelCall {
    Flow *flow;
    const CallSite *call;
    const FnModel *row;
} ModelCall;

static bool has(const ModelCall *mc, Role role)
{
    return role.arg >= 0 && (uint32_t)role.arg < mc->call->count;
}

/* The address behind the role: where the argument was read from, or what it points to.
 */
static ValueId role_at(const ModelCall *mc, Role role)
{
    if (!has(mc, role))
        return 0;
    return role.through ? mc->call->args[role.arg] : mc->call->at[role.arg];
}

static ValueId role_value(const ModelCall *mc, State *state, Role role)
{
    if (!has(mc, role))
        return 0;
    ValueId value = mc->call->args[role.arg];
    return role.through ? flow_load(mc->flow, state, value, NULL) : value;
}

static void count_once(Flow *flow, Verb verb)
{
    uint64_t *word = &flow->counted[flow->site / 64];
    uint64_t bit = UINT64_C(1) << (flow->site % 64);
    if (*word & bit)
        return;
    *word |= bit;
    flow->map_operations++;
    flow->iterations += verb == EV_ITER;
}

static bool on_map(Verb verb)
{
    return verb <= EV_BORROW;
}

static const char *shown_name(const Flow *flow, Sym name)
{
    Str text = name_shown(sym_text(flow->unit->intern, name));
    return arena_strndup(flow->arena, text.p, text.n);
}

/* A look-up before may have told whether the key is there. */
static uint8_t entry_of_write(const ModelCall *mc, State *state, const MapEvent *event)
{
    Flow *flow = mc->flow;
    if (event->key == 0 || event->map == 0)
        return ENTRY_ANY;
    ValueId slot = flow_slot(flow, event->map, event->key);
    ValueId content = flow_load(flow, state, slot, NULL);
    if (flow_test(flow, state, slot, CMP_EQ, 0) == 1 ||
        flow_test(flow, state, content, CMP_EQ, 0) == 1)
        return ENTRY_NEW;
    return ENTRY_ANY;
}

static MapEvent event_of(const ModelCall *mc, State *state)
{
    Flow *flow = mc->flow;
    const FnModel *row = mc->row;
    MapEvent event = {
        .verb = row->verb,
        .entry = row->entry ? row->entry : ENTRY_ANY,
        .keeps_iterator = row->keeps_iterator,
        .no_destroy = row->no_destroy,
        .takes_key = row->takes_key,
        .takes_val = row->takes_val,
        .law = row->law,
        .hops = (uint8_t)flow->hops,
        .kind = row->kind,
        .by = shown_name(flow, mc->call->callee),
        .span = mc->call->span,
        .chain = mc->call->chain,
        .loop = flow->cfg.loop[flow->block],
        .block = flow->block,
    };
    event.map = role_value(mc, state, row->map);
    event.map_at = role_at(mc, row->map);
    event.iter = role_value(mc, state, row->it);
    event.key = role_value(mc, state, row->key);
    event.val = role_value(mc, state, row->val);
    event.hint = role_value(mc, state, row->hint);
    event.takes_hint = has(mc, row->hint);
    event.only_hint = event.takes_hint && mc->call->count == 1 && !mc->call->chain;
    event.destroy_key = role_value(mc, state, row->destroy_key);
    event.destroy_val = role_value(mc, state, row->destroy_val);
    event.result = flow_fresh(flow, state, 0);
    bool told = (row->ret == RET_FOUND && row->verb == EV_DELETE) ||
                (row->ret == RET_NEW && row->verb == EV_WRITE);
    if (told)
        event.decides = event.result = flow_fresh(flow, state, FRESH_DECISION);
    const IterFact *iter = event.iter ? state_iter(state, event.iter) : NULL;
    if (event.map == 0 && iter) {
        event.map = iter->map;
        event.name = iter->name;
        if (event.verb == EV_DELETE && event.key == 0)
            event.key = iter->key;
    }
    if (event.name == NULL && event.map_at)
        event.name = flow_place_name(flow, state, event.map_at);
    if (event.name == NULL)
        event.name = event.map ? flow_name(flow, state, event.map) : NULL;
    if (event.verb == EV_WRITE && event.entry == ENTRY_ANY)
        event.entry = entry_of_write(mc, state, &event);
    return event;
}

/* An advance makes a new entry: symbols for its key and value, stored where asked. */
static void fill_entry(const ModelCall *mc, State *state, MapEvent *event)
{
    const FnModel *row = mc->row;
    event->key = flow_fresh(mc->flow, state, 1);
    event->val = flow_fresh(mc->flow, state, 2);
    if (has(mc, row->key) && row->key.through)
        flow_store(mc->flow, state, role_at(mc, row->key), event->key, event->span);
    if (has(mc, row->val) && row->val.through)
        flow_store(mc->flow, state, role_at(mc, row->val), event->val, event->span);
    if (event->iter == 0)
        return;
    /* What the iterator itself shows of the entry is new as well. */
    for (ValueId id = value_next_below(mc->flow->values, event->iter, event->iter); id;
         id = value_next_below(mc->flow->values, event->iter, id))
        state_set_cell(state, mc->flow->arena,
                       (Cell){ id, flow_fresh(mc->flow, state, 64 + id), event->span });
}

/* A nil map that may be read, and one just cleared, is empty: no key, no length, no
 * turn. */
static bool answers_empty(const Flow *flow, const State *state, const MapEvent *event)
{
    NilAnswer answer = (NilAnswer)event->law->nil[event->verb];
    const MapFact *map = state_map(state, event->map);
    bool reads = event->verb == EV_READ || event->verb == EV_LEN ||
                 event->verb == EV_NEXT || event->verb == EV_DELETE;
    bool nil = answer != NIL_CRASH && answer != NIL_PANIC && event->map &&
               flow_test(flow, state, event->map, CMP_EQ, 0) == 1;
    bool cleared =
        map && map->empty && (event->verb == EV_LEN || event->verb == EV_READ);
    return reads && (nil || cleared);
}

static ValueId call_result(const ModelCall *mc, State *state, const MapEvent *event)
{
    Flow *flow = mc->flow;
    if (answers_empty(flow, state, event))
        return value_int(flow->values, 0);
    ValueId slot =
        event->map && event->key ? flow_slot(flow, event->map, event->key) : 0;
    if (mc->row->same >= 0 && (uint32_t)mc->row->same < mc->call->count)
        return mc->call->args[mc->row->same];
    switch ((ReturnKind)mc->row->ret) {
    case RET_MAP:
    case RET_NOTHING:
    case RET_DEAD_ENTRY:
    case RET_FOUND:
    case RET_NEW:
        return event->result;
    case RET_MAP_OF_IT:
        return event->map ? event->map : event->result;
    case RET_VAL:
    case RET_VAL_NULL:
        return slot ? flow_load(flow, state, slot, NULL) : event->result;
    case RET_BORROW:
    case RET_BORROW_NULL:
        return slot ? slot : event->result;
    }
    return event->result;
}

/* The result is what the map holds, or points into it. */
static void learn_result(const ModelCall *mc, State *state, const MapEvent *event)
{
    ReturnKind ret = (ReturnKind)mc->row->ret;
    if (ret == RET_BORROW || ret == RET_BORROW_NULL)
        heap_borrow(mc->flow, state, event, state->result);
    else if (event->verb == EV_READ && (ret == RET_VAL || ret == RET_VAL_NULL))
        heap_found(mc->flow, state, event, state->result);
}

/* A maker that is given the address of the pointer puts the new map there. */
static void set_made(const ModelCall *mc, State *state, const MapEvent *event)
{
    Role role = mc->row->map;
    if (event->verb == EV_NEW && has(mc, role) && role.through)
        flow_store(mc->flow, state, role_at(mc, role), event->result, mc->call->span);
}

static void set_nulls(const ModelCall *mc, State *state)
{
    Role role = mc->row->map.arg >= 0 ? mc->row->map : mc->row->value;
    ValueId at = role_at(mc, role);
    if (mc->row->nulls && at)
        flow_store(mc->flow, state, at, value_int(mc->flow->values, 0), mc->call->span);
}

static ValueId callback_argument(const ModelCall *mc, const MapEvent *entry, unsigned i)
{
    const FnModel *row = mc->row;
    if (row->call_args[i] == CALL_ARG_KEY)
        return entry->key;
    if (row->call_args[i] == CALL_ARG_VAL)
        return entry->val;
    int8_t from = row->call_from[i];
    return from >= 0 && (uint32_t)from < mc->call->count ? mc->call->args[from] : 0;
}

/* Runs the function argument of `foreach`-like calls on one state. */
static void run_callback(const ModelCall *mc, State *state, const MapEvent *entry,
                         StateList *out)
{
    Flow *flow = mc->flow;
    ValueId args[CALL_MAX] = { 0 }, at[CALL_MAX] = { 0 };
    for (unsigned i = 0; i < mc->row->call_count; i++) {
        args[i] = callback_argument(mc, entry, i);
        if (args[i] == 0)
            args[i] = flow_fresh(flow, state, 30 + i);
    }
    ValueId target = (uint32_t)mc->row->calls < mc->call->count
                         ? mc->call->args[mc->row->calls]
                         : flow_fresh(flow, state, 40);
    CallSite site = { .args = args,
                      .at = at,
                      .count = mc->row->call_count,
                      .span = mc->call->span,
                      .chain = mc->call->chain };
    exec_invoke(flow, state, target, &site, out);
}

/* An iteration inside the library: begin, one turn with the callback, one more advance
 * (which notices a change), end. */
static void iterate_inside(const ModelCall *mc, State *state, MapEvent event,
                           StateList *out)
{
    Flow *flow = mc->flow;
    StateList begun = { 0 }, turned = { 0 };
    event.verb = EV_ITER;
    event.iter = flow_fresh(flow, state, 50);
    exec_map_event(flow, state, &event, &begun);
    event.verb = EV_NEXT;
    event.key = flow_fresh(flow, state, 51);
    event.val = flow_fresh(flow, state, 52);
    event.result = flow_fresh(flow, state, 53);
    for (uint32_t i = 0; i < begun.len; i++) {
        StateList advanced = { 0 };
        exec_map_event(flow, begun.items[i], &event, &advanced);
        for (uint32_t j = 0; j < advanced.len; j++)
            run_callback(mc, advanced.items[j], &event, &turned);
    }
    for (uint32_t i = 0; i < turned.len; i++) {
        StateList advanced = { 0 };
        exec_map_event(flow, turned.items[i], &event, &advanced);
        for (uint32_t j = 0; j < advanced.len; j++) {
            state_drop_iter(advanced.items[j], event.iter);
            advanced.items[j]->result = flow_fresh(flow, state, 0);
            vec_push(flow->arena, out, advanced.items[j]);
        }
    }
}

static void map_call(const ModelCall *mc, State *state, StateList *out)
{
    Flow *flow = mc->flow;
    MapEvent event = event_of(mc, state);
    if (event.chain == NULL)
        count_once(flow, (Verb)event.verb);
    if (event.name == NULL)
        event.name = "the map";
    if (mc->row->unless_null && flow_test(flow, state, event.map, CMP_EQ, 0) == 1) {
        vec_push(flow->arena, out, state);
        return;
    }
    if (mc->row->calls >= 0 && event.verb == EV_ITER) {
        iterate_inside(mc, state, event, out);
        return;
    }
    if (event.verb == EV_NEXT)
        fill_entry(mc, state, &event);
    event.counted = mc->row->counted;
    StateList after = { 0 };
    exec_map_event(flow, state, &event, &after);
    for (uint32_t i = 0; i < after.len; i++) {
        after.items[i]->result = call_result(mc, after.items[i], &event);
        learn_result(mc, after.items[i], &event);
        set_made(mc, after.items[i], &event);
        set_nulls(mc, after.items[i]);
        vec_push(flow->arena, out, after.items[i]);
    }
}

/* A value begins or ends, or goes where it can no longer be followed. */
static void live_call(const ModelCall *mc, State *state, ValueId value)
{
    Flow *flow = mc->flow;
    const char *by = shown_name(flow, mc->call->callee);
    Verb verb = (Verb)mc->row->verb;
    if (verb == EV_ALLOC) {
        heap_made(flow, state, state->result, by, mc->call->span);
        if (value)
            heap_escape(state, value); /* moved, or still there when that failed */
    } else if (verb == EV_DISPOSE && value) {
        Death death = { .verb = EV_DISPOSE,
                        .span = mc->call->span,
                        .chain = mc->call->chain };
        heap_show(flow, state, EV_DISPOSE, value, by, mc->call->span, mc->call->chain);
        heap_end(flow, state, value, by, death);
    } else if (verb == EV_KEEP && value) {
        heap_show(flow, state, EV_KEEP, value, by, mc->call->span, mc->call->chain);
        heap_escape(state, value);
    }
}

/* Functions that are about values: memory and what returns its argument. */
static void value_call(const ModelCall *mc, State *state, StateList *out)
{
    Flow *flow = mc->flow;
    ValueId value = role_value(mc, state, mc->row->value);
    ValueId dst = role_at(mc, mc->row->dst);
    state->result = flow_fresh(flow, state, 0);
    flow_made_of(flow, state->result, mc->call);
    if (mc->row->same >= 0 && (uint32_t)mc->row->same < mc->call->count)
        state->result = mc->call->args[mc->row->same];
    if (mc->row->ret == RET_MAP_OF_IT) {
        const IterFact *iter = state_iter(state, role_value(mc, state, mc->row->it));
        state->result = iter ? iter->map : state->result;
    }
    live_call(mc, state, value);
    switch ((Verb)mc->row->verb) {
    case EV_ALLOC:
        if (mc->row->never_null)
            flow_not_null(flow, state, state->result, mc->call->span);
        if (mc->row->zeroed)
            flow_zero(flow, state, state->result, mc->call->span);
        if (dst)
            flow_store(flow, state, dst, state->result, mc->call->span);
        break;
    case EV_REINIT:
        if (dst && mc->row->zeroed)
            flow_zero(flow, state, dst, mc->call->span);
        else if (dst)
            flow_forget(flow, state, dst);
        break;
    case EV_COPY:
        state->result = value;
        break;
    case EV_KEEP:
        mapfact_escape(state, value);
        break;
    default: /* disposal and threads: nothing the state keeps today */
        break;
    }
    set_nulls(mc, state);
    if (mc->row->calls >= 0)
        run_callback(mc, state, &(MapEvent){ 0 }, out);
    else
        vec_push(flow->arena, out, state);
}

static bool fits(const ModelCall *mc, const State *state)
{
    const FnModel *row = mc->row;
    if (row->when_arg < 0)
        return true;
    return (uint32_t)row->when_arg < mc->call->count &&
           flow_test(mc->flow, state, mc->call->args[row->when_arg], CMP_EQ,
                     row->when_value) == 1;
}

bool exec_model(Flow *flow, State *state, const CallSite *call, StateList *out)
{
    const FnModel *row = model_fn(flow->models, call->callee);
    ModelCall mc = { .flow = flow, .call = call };
    for (; row; row = model_next(flow->models, row)) {
        mc.row = row;
        if (!fits(&mc, state))
            continue;
        if (row->no_return)
            return true;
        if (row->law && on_map((Verb)row->verb))
            map_call(&mc, state, out);
        else
            value_call(&mc, state, out);
        return true;
    }
    return false;
}
