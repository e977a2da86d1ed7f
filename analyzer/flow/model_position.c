/*
 * Iterators that are values, in calls of their library's functions.
 */
#include "flow/model_call.h"

void model_position(const ModelCall *mc, State *state, MapEvent *event,
                    const IterFact *at)
{
    const FnModel *row = mc->row;
    if (!event->law->has_positions)
        return;
    bool at_entry = event->verb == EV_DELETE || event->verb == EV_BORROW;
    if (at && at->map == event->map && at_entry && event->key == 0)
        event->key = at->key;
    if (event->iter && event->verb != EV_NEXT)
        heap_touch(mc->flow, state, event->iter, event->chain);
    if (row->it.arg == ROLE_RESULT)
        event->iter = event->result = flow_fresh(mc->flow, state, FRESH_POSITION);
}

ValueId model_stand(const ModelCall *mc, State *state, const MapEvent *event)
{
    Flow *flow = mc->flow;
    const FnModel *row = mc->row;
    ValueId key = event->key;
    if (key == 0 || row->ret == RET_NEXT)
        key = flow_fresh(flow, state, FRESH_KEY);
    ValueId it = flow_fresh(flow, state, FRESH_POSITION);
    position_stand(flow, state, event, it, key);
    if (row->ret != RET_INSERTED)
        return it;
    Cell cell = { value_field(flow->values, event->result, event->law->inserted_it), it,
                  event->span };
    state_set_cell(state, flow->arena, cell);
    cell.addr = value_field(flow->values, event->result, event->law->inserted_new);
    cell.value = event->decides;
    state_set_cell(state, flow->arena, cell);
    return event->result;
}

void model_step(const ModelCall *mc, State *state, const MapEvent *event)
{
    Role role = mc->row->it;
    if (event->verb == EV_NEXT && event->law->has_positions && role.through)
        flow_store(mc->flow, state, model_at_role(mc, role), event->result,
                   event->span);
}
