/*
 * The meaning of events: copies, arithmetic, calls. Calls go to a model, to the client
 * (a summary), or are unknown; a call may end the path or fork it.
 */
#include "flow/flow.h"

static void give(Flow *flow, StateList *out, State *state)
{
    vec_push(flow->arena, out, state);
}

static void exec_copy(Flow *flow, State *state, const Event *event)
{
    ValueId value = flow_eval(flow, state, event->args[0]);
    Span why = event->span;
    const Place *place = &flow->fn->places.items[event->dst];
    const Var *var = place_var(flow->unit, flow->fn, place);
    if (event->args[0].kind == OPND_PLACE && var->is_temp) {
        /* A temporary has no history of its own. */
        ValueId from = flow_address(flow, state, event->args[0].place);
        Span earlier;
        flow_load(flow, state, from, &earlier);
        why = span_is_none(earlier) ? why : earlier;
    }
    ValueId addr = flow_address(flow, state, event->dst);
    heap_touch(flow, state, addr, NULL);
    if (var->is_record && place->count == 0) {
        flow_forget(flow, state, addr); /* all fields are new, not the whole alone */
        state_drop_iter(state, addr);
    }
    keep_overwritten(flow, state, addr, value, why);
    flow_store(flow, state, addr, value, why);
    if (event->args[0].kind != OPND_PLACE)
        return;
    /* A copied iterator object is an iteration of its own. */
    ValueId from = flow_address(flow, state, event->args[0].place);
    keep_parts(flow, state, from);
    const IterFact *iter = state_iter(state, from);
    if (iter && from != addr) {
        IterFact copy = *iter;
        copy.it = addr;
        state_drop_iter(state, addr);
        vec_push(flow->arena, &state->iters, copy);
    }
}

/* The address that the event writes to. */
static ValueId written_at(Flow *flow, State *state, const Event *event)
{
    ValueId addr = flow_address(flow, state, event->dst);
    heap_touch(flow, state, addr, NULL);
    return addr;
}

/* The global that the event adds to a pointer; 0 when it does not. What a type system
 * made at run time keeps behind its objects is found like that. */
static Sym offset_added(const Flow *flow, const Event *event)
{
    const Operand *by = &event->args[1];
    if (event->op != '+' || !event->dst || by->kind != OPND_PLACE)
        return 0;
    const Place *at = &flow->fn->places.items[by->place];
    const Var *offset = place_var(flow->unit, flow->fn, at);
    const Place *to = &flow->fn->places.items[event->dst];
    bool plain = at->is_global && at->count == 0 && to->count == 0 &&
                 offset->pointers == 0 && offset->is_static && !offset->is_record;
    return plain && place_var(flow->unit, flow->fn, to)->pointers == 1 ? offset->name
                                                                       : 0;
}

static ValueId computed(Flow *flow, const State *state, const Event *event, ValueId a,
                        ValueId b)
{
    bool opaque = event->op == '<' || event->op == '>' || b == 0;
    if (opaque)
        return flow_fresh(flow, state, FRESH_RESULT);
    Sym offset = offset_added(flow, event);
    return offset ? flow_part(flow, a, offset)
                  : value_expr(flow->values, event->op, a, b);
}

static void exec_compute(Flow *flow, State *state, const Event *event)
{
    ValueId a = flow_eval(flow, state, event->args[0]);
    ValueId b = event->arg_count > 1 ? flow_eval(flow, state, event->args[1]) : 0;
    ValueId value = computed(flow, state, event, a, b);
    if (event->dst)
        flow_store(flow, state, written_at(flow, state, event), value, event->span);
}

static void exec_unknown(Flow *flow, State *state, const Event *event)
{
    for (unsigned i = 0; i < event->arg_count; i++)
        flow_expose(flow, state, flow_eval(flow, state, event->args[i]));
    if (event->dst)
        flow_forget(flow, state, written_at(flow, state, event));
    heap_opaque(flow, state);
}

/* A function nobody knows was called; `which` numbers its result. */
static void call_unknown(Flow *flow, State *state, const CallSite *call, uint32_t which,
                         StateList *out)
{
    bool got_map = false;
    for (uint32_t i = 0; i < call->count; i++) {
        got_map = got_map || state_map(state, call->args[i]);
        flow_expose(flow, state, call->args[i]);
    }
    uint64_t *word = &flow->counted[flow->site / 64];
    uint64_t bit = UINT64_C(1) << (flow->site % 64);
    if (got_map && !(*word & bit)) {
        *word |= bit;
        flow->unmodelled++;
    }
    heap_opaque(flow, state);
    state->result = flow_fresh(flow, state, which);
    flow_made_of(flow, state->result, call);
    give(flow, out, state);
}

/* The field that the function was read from: a table of functions whose slot has a
 * meaning of its own, whatever stands there. */
static Sym method_of(const Flow *flow, ValueId target)
{
    Value read = value_at(flow->values, target);
    Value field = value_at(flow->values, read.kind == VAL_INIT ? read.a : 0);
    return field.kind == VAL_FIELD ? field.b : 0;
}

static void hand_all(State *state, const CallSite *call)
{
    for (uint32_t i = 0; i < call->count; i++)
        heap_hand(state, call->args[i]);
}

void exec_invoke(Flow *flow, State *state, ValueId target, const CallSite *call,
                 StateList *out)
{
    Sym function = flow_function(flow, state, target);
    CallSite named = *call;
    named.target = target;
    flow->calls = flow->depth ? flow->calls + 1 : 0;
    if (flow->depth >= CALL_DEPTH_MAX || flow->calls > CALLS_MAX) {
        /* a destroy function that comes back, or callbacks of callbacks */
        call_unknown(flow, state, &named, FRESH_RESULT, out);
        return;
    }
    Sym method = function ? 0 : method_of(flow, target);
    named.callee = method;
    if (method && exec_model(flow, state, &named, out))
        return;
    if (!function) {
        hand_all(state, call);
        if (!flow->client->call_value(flow->client->ctx, flow, state, target, call,
                                      out))
            call_unknown(flow, state, &named,
                         state->iters.len ? FRESH_ANSWER : FRESH_RESULT, out);
        return;
    }
    named.callee = function;
    flow->depth++;
    if (!exec_model(flow, state, &named, out)) {
        hand_all(state, call);
        if (!flow->client->call(flow->client->ctx, flow, state, &named, out) &&
            !exec_declared(flow, state, &named, out))
            call_unknown(flow, state, &named, FRESH_RESULT, out);
    }
    flow->depth--;
}

static bool is_whole_record(const Flow *flow, PlaceId id)
{
    const Place *place = &flow->fn->places.items[id];
    return place->count == 0 && place_var(flow->unit, flow->fn, place)->is_record;
}

static void exec_call(Flow *flow, State *state, const Event *event, StateList *out)
{
    ValueId *args = ARENA_ARRAY(flow->arena, ValueId, event->arg_count + 1);
    ValueId *at = ARENA_ARRAY(flow->arena, ValueId, event->arg_count + 1);
    for (unsigned i = 0; i < event->arg_count; i++) {
        args[i] = flow_eval(flow, state, event->args[i]);
        if (event->args[i].kind != OPND_PLACE)
            continue;
        at[i] = flow_address(flow, state, event->args[i].place);
        if (is_whole_record(flow, event->args[i].place))
            keep_parts(flow, state, at[i]); /* by value, with all it holds */
    }
    CallSite call = {
        .args = args, .at = at, .count = event->arg_count, .span = event->span
    };
    const Block *block = &flow->fn->blocks.items[flow->block];
    if (event > block->events.items && event[-1].verb == EV_HASH)
        call.note = event - 1;
    uint32_t first = out->len;
    exec_invoke(flow, state, flow_eval(flow, state, event->callee), &call, out);
    for (uint32_t i = first; event->dst && i < out->len; i++) {
        State *after = out->items[i];
        ValueId addr = written_at(flow, after, event);
        ValueId result = after->result ? after->result : flow_fresh(flow, after, 0);
        keep_overwritten(flow, after, addr, result, event->span);
        flow_store(flow, after, addr, result, event->span);
    }
}

static void run(Flow *flow, State *state, const Event *event, StateList *out)
{
    switch ((Verb)event->verb) {
    case EV_CALL:
        exec_call(flow, state, event, out);
        return;
    case EV_COPY:
        exec_copy(flow, state, event);
        break;
    case EV_COMPUTE:
        exec_compute(flow, state, event);
        break;
    case EV_REINIT:
        state_drop_iter(state, written_at(flow, state, event));
        flow_zero(flow, state, written_at(flow, state, event), event->span);
        break;
    case EV_HASH: /* a note for the call that follows */
    case EV_USE:
        flow_eval(flow, state, event->args[0]); /* what is read is touched */
        break;
    default: /* what no front end emits for C yet is unknown */
        exec_unknown(flow, state, event);
        break;
    }
    give(flow, out, state);
}

void exec_event(Flow *flow, State *state, const Event *event, StateList *out)
{
    uint32_t first = out->len;
    run(flow, state, event, out);
    for (uint32_t i = first; i < out->len; i++)
        unset_give(flow, out->items[i], event);
}

/* Whoever uses a map where nil is no lawful map says that it is not nil; a test that
 * comes later proves nothing any more. A nil map that was told of once is enough. */
static void learn_made(Flow *flow, State *state, const MapEvent *event)
{
    NilAnswer answer = (NilAnswer)event->law->nil[event->verb];
    bool unlawful = answer == NIL_WARN || answer == NIL_CRASH || answer == NIL_PANIC;
    /* An event under a guard of the callee may not have happened at all. */
    if (!unlawful || event->map == 0 || event->verb == EV_NEW || event->view)
        return;
    if (flow_test(flow, state, event->map, CMP_EQ, 0) == 1) {
        state_drop_fact(state, event->map);
        if (event->map_at && value_is_null(flow->values, event->map))
            flow_store(flow, state, event->map_at, flow_fresh(flow, state, 80),
                       event->span);
    }
    if (!value_is_null(flow->values, event->map) &&
        flow_test(flow, state, event->map, CMP_EQ, 0) == -1) {
        flow_not_null(flow, state, event->map, event->span);
        state_fact(state, event->map)->implied = true;
    }
}

static void apply(Flow *flow, State *state, const MapEvent *event)
{
    learn_made(flow, state, event);
    switch ((Verb)event->verb) {
    case EV_ITER:
        mapfact_change(flow, state, event);
        heap_looked(flow, state, event->map);
        iter_begin(flow, state, event);
        break;
    case EV_NEXT:
        iter_advance(flow, state, event);
        heap_found(flow, state, event, event->val);
        break;
    case EV_END:
        iter_end(state, event);
        break;
    default:
        iter_change(flow, state, event);
        heap_change(flow, state, event);
        mapfact_change(flow, state, event);
        break;
    }
}

/* The client sees the state, or one in which the guard of a callee's event holds too.
 */
static void show(Flow *flow, State *state, const MapEvent *event)
{
    State *view = event->view ? event->view : state;
    flow->client->event(flow->client->ctx, flow, view, event);
    state->effects |= view->effects;
}

/* Nothing comes after a panic or a crash. */
static bool is_fatal(Flow *flow, const State *state, const MapEvent *event)
{
    NilAnswer answer = (NilAnswer)event->law->nil[event->verb];
    return (answer == NIL_CRASH || answer == NIL_PANIC) &&
           flow_nil(flow, state, event->map, event->map_at);
}

void exec_map_event(Flow *flow, State *state, const MapEvent *event, StateList *out)
{
    const MapFact *map = state_map(state, event->map);
    /* One of several references is dropped: the map may well live on. */
    bool lives = event->counted && !(map && map->made && !map->escaped);
    Teardown teardown = { 0 };
    show(flow, state, event);
    if (is_fatal(flow, state, event))
        return;
    if (lives) {
        mapfact_dropped(state, event->map);
    } else {
        entry_suppose(flow, state, event);
        teardown = teardown_begin(flow, state, event);
        apply(flow, state, event);
    }
    StateList states = { 0 };
    give(flow, &states, state);
    teardown_run(flow, &teardown, &states, event);
    for (uint32_t i = 0; i < states.len; i++)
        give(flow, out, states.items[i]);
}
