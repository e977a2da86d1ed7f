/*
 * Iterations by their model: entries, implicit beginnings, and those that run inside
 * the library and call back.
 */
#include "flow/model_call.h"

enum { FRESH_IT = 50, FRESH_TURN = 53, FRESH_ENTRY = 54 };

/* A part of an entry: in its field where the law names one, else the entry itself. */
static ValueId part_of(const ModelCall *mc, State *state, ValueId entry, Sym field)
{
    if (!field)
        return entry;
    return flow_load(mc->flow, state, value_field(mc->flow->values, entry, field),
                     NULL);
}

static bool shows_entries(const ModelCall *mc)
{
    bool called = false;
    for (unsigned i = 0; i < mc->row->call_count; i++)
        called = called || mc->row->call_args[i] == CALL_ARG_ENTRY;
    return called || mc->row->ret == RET_ENTRY ||
           (mc->row->law && mc->row->law->entry_val);
}

/* An advance makes a new entry: symbols for its key and value. */
static void new_entry(const ModelCall *mc, State *state, MapEvent *event, ValueId entry)
{
    if (mc->row->law && mc->row->law->has_positions) {
        event->key = flow_fresh(mc->flow, state, FRESH_KEY);
        event->val = flow_fresh(mc->flow, state, FRESH_INSIDE);
    } else if (shows_entries(mc)) {
        event->key = part_of(mc, state, entry, mc->row->law->entry_key);
        event->val = part_of(mc, state, entry, mc->row->law->entry_val);
    } else {
        event->key = flow_fresh(mc->flow, state, 1);
        event->val = flow_fresh(mc->flow, state, 2);
    }
    back_learn(mc->flow, state, event, event->key, true);
    back_learn(mc->flow, state, event, event->val, false);
}

/* The entry is stored where the row says. */
static void put_entry(const ModelCall *mc, State *state, const MapEvent *event)
{
    const FnModel *row = mc->row;
    if (model_has(mc, row->key) && row->key.through)
        flow_store(mc->flow, state, model_at_role(mc, row->key), event->key,
                   event->span);
    if (model_has(mc, row->val) && row->val.through)
        flow_store(mc->flow, state, model_at_role(mc, row->val), event->val,
                   event->span);
    if (event->iter == 0)
        return;
    /* What the iterator itself shows of the entry is new as well. */
    for (ValueId id = value_next_below(mc->flow->values, event->iter, event->iter); id;
         id = value_next_below(mc->flow->values, event->iter, id))
        state_set_cell(state, mc->flow->arena,
                       (Cell){ id, flow_fresh(mc->flow, state, 64 + id), event->span });
}

/* Does the advance begin an iteration of its own? */
static bool begins(const ModelCall *mc, const State *state, const MapEvent *event)
{
    const IterFact *iter = state_iter(state, event->iter);
    return mc->row->begins ||
           (mc->row->map.arg != ROLE_NONE && (!iter || iter->map != event->map));
}

void model_advance(const ModelCall *mc, State *state, MapEvent *event, StateList *out)
{
    Flow *flow = mc->flow;
    StateList begun = { 0 };
    if (event->iter && begins(mc, state, event)) {
        MapEvent begin = *event;
        begin.verb = EV_ITER;
        begin.key = begin.val = begin.result = 0;
        exec_map_event(flow, state, &begin, &begun);
    } else {
        vec_push(flow->arena, &begun, state);
    }
    for (uint32_t i = 0; i < begun.len; i++) {
        new_entry(mc, begun.items[i], event, event->result);
        if (mc->row->ret == RET_VAL) /* the turn is the last when there is none */
            event->result = event->val;
        put_entry(mc, begun.items[i], event);
        vec_push(flow->arena, out, begun.items[i]);
    }
}

static ValueId callback_argument(const ModelCall *mc, const State *state,
                                 const MapEvent *event, unsigned i)
{
    const FnModel *row = mc->row;
    int8_t from = row->call_from[i];
    switch ((CallArg)row->call_args[i]) {
    case CALL_ARG_KEY:
        return event->key;
    case CALL_ARG_VAL:
        return event->val;
    case CALL_ARG_ENTRY:
        return flow_fresh(mc->flow, state, FRESH_ENTRY);
    case CALL_ARG_ARG:
        break;
    }
    return from >= 0 && (uint32_t)from < mc->call->count ? mc->call->args[from] : 0;
}

void model_call_back(const ModelCall *mc, State *state, const MapEvent *event,
                     StateList *out)
{
    Flow *flow = mc->flow;
    ValueId args[CALL_MAX] = { 0 }, at[CALL_MAX] = { 0 };
    for (unsigned i = 0; i < mc->row->call_count; i++) {
        args[i] = callback_argument(mc, state, event, i);
        if (args[i] == 0)
            args[i] = flow_fresh(flow, state, 30 + i);
    }
    ValueId target = (uint32_t)mc->row->calls < mc->call->count
                         ? mc->call->args[mc->row->calls]
                         : flow_fresh(flow, state, 40);
    if (mc->row->calls_stored)
        target = value_init(flow->values,
                            value_field(flow->values, target, mc->row->calls_stored));
    if (flow_test(flow, state, target, CMP_EQ, 0) == 1) { /* none is given */
        vec_push(flow->arena, out, state);
        return;
    }
    CallSite site = { .args = args,
                      .at = at,
                      .count = mc->row->call_count,
                      .span = mc->call->span,
                      .chain = mc->call->chain };
    exec_invoke(flow, state, target, &site, out);
}

/* The entry goes when the callback has returned true. Which of them do is not known:
 * for other iterations over the map it may be any. */
static void delete_when_true(const ModelCall *mc, State *state, MapEvent event,
                             StateList *out)
{
    Flow *flow = mc->flow;
    ValueId asked = state->result;
    int kept = asked ? flow_test(flow, state, asked, CMP_EQ, 0) : -1;
    if (kept != 0) {
        State *stays = state_fork(flow->arena, state);
        if (!asked || flow_assume(flow, stays, asked, CMP_EQ, 0, event.span))
            vec_push(flow->arena, out, stays);
    }
    if (kept == 1 || (asked && !flow_assume(flow, state, asked, CMP_NE, 0, event.span)))
        return;
    event.verb = EV_DELETE;
    event.keeps_iterator = true;
    event.many = true;
    exec_map_event(flow, state, &event, out);
}

/* What the callback returned may end the iteration; only when it does not is there
 * another advance. */
static bool goes_on(const ModelCall *mc, State *state, Span why)
{
    ValueId asked = state->result;
    CmpKind cmp = mc->row->stops == STOPS_EQUAL ? CMP_NE : CMP_EQ;
    return mc->row->stops == STOPS_NEVER || !asked ||
           flow_assume(mc->flow, state, asked, cmp, mc->row->stops_value, why);
}

/* One turn: the callback, and what it chooses goes. */
static void turn(const ModelCall *mc, State *state, const MapEvent *event,
                 StateList *out)
{
    StateList called = { 0 };
    model_call_back(mc, state, event, &called);
    for (uint32_t i = 0; i < called.len; i++)
        if (mc->row->deletes_when_true)
            delete_when_true(mc, called.items[i], *event, out);
        else
            vec_push(mc->flow->arena, out, called.items[i]);
}

void model_iterate(const ModelCall *mc, State *state, MapEvent event, StateList *out)
{
    Flow *flow = mc->flow;
    StateList begun = { 0 }, turned = { 0 };
    event.verb = EV_ITER;
    event.iter = flow_fresh(flow, state, FRESH_IT);
    exec_map_event(flow, state, &event, &begun);
    event.verb = EV_NEXT;
    event.result = flow_fresh(flow, state, FRESH_TURN);
    for (uint32_t i = 0; i < begun.len; i++) {
        StateList advanced = { 0 };
        new_entry(mc, begun.items[i], &event, flow_fresh(flow, state, FRESH_ENTRY));
        exec_map_event(flow, begun.items[i], &event, &advanced);
        for (uint32_t j = 0; j < advanced.len; j++)
            turn(mc, advanced.items[j], &event, &turned);
    }
    if (mc->row->deletes_when_true)
        states_reduce(flow, &turned, CALL_FORKS);
    for (uint32_t i = 0; i < turned.len; i++) {
        StateList advanced = { 0 };
        if (goes_on(mc, turned.items[i], event.span))
            exec_map_event(flow, turned.items[i], &event, &advanced);
        else
            vec_push(flow->arena, &advanced, turned.items[i]);
        for (uint32_t j = 0; j < advanced.len; j++) {
            state_drop_iter(advanced.items[j], event.iter);
            advanced.items[j]->result = flow_fresh(flow, state, 0);
            vec_push(flow->arena, out, advanced.items[j]);
        }
    }
}
