/*
 * A call by its model: roles to values, the event itself, results and callbacks.
 */
#include "flow/model_call.h"

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
    if (flow_test(flow, state, slot, CMP_NE, 0) == 1)
        return ENTRY_EXISTING;
    return ENTRY_ANY;
}

/* As the user wrote it: a pointer to a map by where it stands, a map by its place. */
static const char *map_name(const ModelCall *mc, const State *state,
                            const MapEvent *event)
{
    Role role = mc->row->map;
    ValueId map = role.field_count ? mc->call->args[role.arg] : event->map;
    ValueId at = role.field_count ? mc->call->at[role.arg] : event->map_at;
    bool is_place = map && value_is_address(mc->flow->values, map);
    const char *name = NULL;
    if (mc->row->law->is_head && map)
        name = flow_place_name(mc->flow, state, map);
    if (name == NULL && at)
        name = flow_place_name(mc->flow, state, at);
    if (name == NULL && is_place)
        name = flow_place_name(mc->flow, state, map);
    return name || !map ? name : flow_name(mc->flow, state, map);
}

/* A map that is made like another one has the functions of that one. */
static void destroy_alike(const ModelCall *mc, State *state, MapEvent *event)
{
    ValueId like = model_value(mc, state, mc->row->destroy_of);
    const MapFact *other = like ? state_map(state, like) : NULL;
    if (!model_has(mc, mc->row->destroy_of))
        return;
    event->destroys = !other || !other->made || other->destroys;
    event->destroy_key = other ? other->destroy_key : 0;
    event->destroy_val = other ? other->destroy_val : 0;
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
        .context = row->context,
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
    event.map = model_value(mc, state, row->map);
    event.map_at = model_at_role(mc, row->map);
    event.iter = model_value(mc, state, row->it);
    event.key = model_value(mc, state, row->key);
    event.val = model_value(mc, state, row->val);
    event.hint = model_value(mc, state, row->hint);
    event.takes_hint = model_has(mc, row->hint);
    event.only_hint = event.takes_hint && mc->call->count == 1 && !mc->call->chain;
    event.hash = model_value(mc, state, row->hash);
    event.destroy_key = model_value(mc, state, row->destroy_key);
    event.destroy_val = model_value(mc, state, row->destroy_val);
    destroy_alike(mc, state, &event);
    event.result = flow_fresh(flow, state, 0);
    if (row->verb == EV_NEW && event.map && !row->map.through && row->ret != RET_MAP)
        event.result = event.map; /* made in place */
    bool told = (row->ret == RET_FOUND && row->verb == EV_DELETE) ||
                row->ret == RET_INSERTED ||
                (row->ret == RET_NEW && row->verb == EV_WRITE);
    if (told)
        event.decides = event.result = flow_fresh(flow, state, FRESH_DECISION);
    event.told = row->verb == EV_WRITE &&
                 (row->ret == RET_STATUS || row->ret == RET_BORROW_NULL);
    if (row->it.arg == ROLE_RESULT)
        event.iter = event.result;
    if (event.verb == EV_NEW && event.map && !row->map.through)
        event.result = event.map; /* the map is part of something */
    const IterFact *iter = event.iter ? state_iter(state, event.iter) : NULL;
    if (iter && iter->law->has_positions)
        event.law = iter->law; /* maps of several types share a type of iterator */
    if (event.map == 0 && iter) {
        event.map = iter->map;
        event.name = iter->name;
        if (event.verb == EV_DELETE && event.key == 0)
            event.key = iter->key;
    }
    if (event.verb == EV_DELETE && event.key == 0)
        event.key = heap_key_of(state, event.map, event.val);
    model_position(mc, state, &event, iter);
    if (event.verb == EV_NEW && row->ret != RET_MAP && !row->map.through)
        event.result = event.map; /* an object that is made where it stands */
    if (event.name == NULL)
        event.name = map_name(mc, state, &event);
    if (event.verb == EV_WRITE && event.entry == ENTRY_ANY)
        event.entry = entry_of_write(mc, state, &event);
    return event;
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

/* Through a key one gets at the value of an entry, through an iterator at all of it. */
static ValueId borrowed_part(const ModelCall *mc, const MapEvent *event, ValueId slot)
{
    Sym field = event->law->entry_val;
    return field && event->iter == 0 ? value_field(mc->flow->values, slot, field)
                                     : slot;
}

static ValueId call_result(const ModelCall *mc, State *state, const MapEvent *event)
{
    Flow *flow = mc->flow;
    if (answers_empty(flow, state, event))
        return value_int(flow->values, mc->row->ret == RET_EMPTY);
    ValueId slot =
        event->map && event->key ? flow_slot(flow, event->map, event->key) : 0;
    if (mc->row->same >= 0 && (uint32_t)mc->row->same < mc->call->count)
        return mc->call->args[mc->row->same];
    switch ((ReturnKind)mc->row->ret) {
    case RET_NOTHING:
        if (mc->row->it.arg == ROLE_RESULT && event->law->has_positions)
            return model_stand(mc, state, event);
        return event->result;
    case RET_FOUND:
        if (mc->row->law->has_positions && event->verb == EV_READ && slot)
            return slot; /* true while the entry is there */
        return event->result;
    case RET_EMPTY:
    case RET_MAP:
    case RET_DEAD_ENTRY:
    case RET_NEW:
    case RET_STATUS:
    case RET_ERRNO:
    case RET_ENTRY:
    case RET_PART:
        return event->result;
    case RET_NULL:
        return value_int(flow->values, 0);
    case RET_KEY:
        if (event->verb == EV_BORROW && slot && event->law->entry_key)
            return value_field(flow->values, slot, event->law->entry_key);
        return event->key ? event->key : event->result;
    case RET_MAP_OF_IT:
        return event->map ? event->map : event->result;
    case RET_VAL:
    case RET_VAL_NULL:
        if (event->verb == EV_NEXT)
            return event->result;
        if (event->verb == EV_DELETE && event->val)
            return event->val; /* what the slot held before */
        return slot ? flow_load(flow, state, slot, NULL) : event->result;
    case RET_BORROW:
    case RET_BORROW_NULL:
        return slot ? borrowed_part(mc, event, slot) : event->result;
    case RET_NEXT:
    case RET_INSERTED:
        return model_stand(mc, state, event);
    }
    return event->result;
}

/* The result is what the map holds, or points into it. */
static void learn_result(const ModelCall *mc, State *state, const MapEvent *event)
{
    ReturnKind ret = (ReturnKind)mc->row->ret;
    if (ret == RET_BORROW || ret == RET_BORROW_NULL ||
        (ret == RET_KEY && event->verb == EV_BORROW))
        heap_borrow(mc->flow, state, event, state->result);
    else if (event->verb == EV_READ && (ret == RET_VAL || ret == RET_VAL_NULL))
        heap_found(mc->flow, state, event, state->result);
    if (ret == RET_VAL || ret == RET_VAL_NULL)
        back_learn(mc->flow, state, event, state->result, false);
}

/* A maker that is given the address of the pointer puts the new map there. */
static void set_made(const ModelCall *mc, State *state, const MapEvent *event)
{
    Role role = mc->row->map;
    if (event->verb == EV_NEW && model_has(mc, role) && role.through)
        flow_store(mc->flow, state, model_at_role(mc, role), event->result,
                   mc->call->span);
}

static void set_nulls(const ModelCall *mc, State *state)
{
    Role role = mc->row->map.arg >= 0 ? mc->row->map : mc->row->value;
    ValueId at = model_at_role(mc, role);
    if (mc->row->nulls && at)
        flow_store(mc->flow, state, at, value_int(mc->flow->values, 0), mc->call->span);
}

/* The value that a delete takes out, before it is gone. */
static void take_out(Flow *flow, State *state, MapEvent *event)
{
    if (event->verb != EV_DELETE || event->val || !event->map || !event->key)
        return;
    ValueId slot = flow_slot(flow, event->map, event->key);
    Value read = { .kind = VAL_INIT, .a = slot };
    event->val_seen = value_find(flow->values, read) != 0;
    event->val = flow_load(flow, state, slot, NULL);
}

/* Where the variable is the map, a change of the map changes what stands in it. */
static void set_head(const ModelCall *mc, State *state, const MapEvent *event)
{
    Flow *flow = mc->flow;
    ValueId value = value_int(flow->values, 0);
    switch ((Verb)event->verb) {
    case EV_WRITE:
    case EV_RESERVE:
        value = flow_fresh(flow, state, FRESH_HEAD);
        flow_not_null(flow, state, value, event->span);
        state_fact(state, value)->implied = true;
        break;
    case EV_DELETE:
        value = flow_fresh(flow, state, FRESH_HEAD);
        break;
    case EV_CLEAR:
    case EV_FREE:
        break;
    default: /* the other words change nothing */
        return;
    }
    if (event->map)
        flow_store(flow, state, event->map, value, event->span);
}

/* A macro puts its result into a variable. */
static void set_result(const ModelCall *mc, State *state)
{
    const Role dst = mc->row->dst;
    if (model_has(mc, dst) && dst.through)
        flow_store(mc->flow, state, model_at_role(mc, dst), state->result,
                   mc->call->span);
}

/* Another way for it to end: nothing was stored, and the value is freed. */
static void consume(const ModelCall *mc, State *state, const MapEvent *event,
                    StateList *out)
{
    Flow *flow = mc->flow;
    State *refused = state_fork(flow->arena, state);
    Death death = { .verb = EV_WRITE, .span = event->span, .chain = event->chain };
    if (!flow_assume(flow, refused, event->result, CMP_LE, 0, event->span))
        return;
    if (event->key) /* another one stands there */
        state_drop_cell(refused, flow_slot(flow, event->map, event->key));
    heap_end(flow, refused, event->val, event->by, death);
    HeapFact *fact = state_heap(refused, event->val);
    if (fact)
        fact->map = event->map;
    vec_push(flow->arena, out, refused);
    flow_assume(flow, state, event->result, CMP_GT, 0, event->span);
}

static void map_event(const ModelCall *mc, State *state, MapEvent event, StateList *out)
{
    Flow *flow = mc->flow;
    StateList after = { 0 };
    event.counted = mc->row->counted;
    event.empties = mc->row->empties;
    event.leaves = mc->row->leaves && mc->call->chain == NULL;
    event.keeps_key = mc->row->keeps_key;
    event.copies_key = mc->row->copies_key;
    event.made_val = event.made_val || mc->row->makes;
    event.refuses = mc->row->refuses || mc->row->consumes;
    event.answer = event.verb == EV_WRITE ? event.result : 0;
    event.negative_fails = mc->row->ret == RET_ERRNO;
    take_out(flow, state, &event);
    exec_map_event(flow, state, &event, &after);
    for (uint32_t i = 0; i < after.len; i++) {
        after.items[i]->result = call_result(mc, after.items[i], &event);
        learn_result(mc, after.items[i], &event);
        if (mc->row->never_null)
            flow_not_null(flow, after.items[i], event.result, mc->call->span);
        set_made(mc, after.items[i], &event);
        model_step(mc, after.items[i], &event);
        set_nulls(mc, after.items[i]);
        set_result(mc, after.items[i]);
        if (event.law->is_head)
            set_head(mc, after.items[i], &event);
        if (mc->row->consumes)
            consume(mc, after.items[i], &event, out);
        vec_push(flow->arena, out, after.items[i]);
    }
}

/* The map is made here where there is none yet; on this path that is not known. */
static void show_perhaps_made(const ModelCall *mc, State *state, const MapEvent *event)
{
    MapEvent made = *event;
    if (flow_test(mc->flow, state, event->map, CMP_NE, 0) == 1)
        return;
    made.verb = EV_NEW;
    made.maybe = true;
    mc->flow->client->event(mc->flow->client->ctx, mc->flow, state, &made);
}

/* The map that the call makes when there is none is made: an event of its own. */
static bool ensure(const ModelCall *mc, State *state, MapEvent *event, StateList *out)
{
    Flow *flow = mc->flow;
    if (flow_test(flow, state, event->map, CMP_EQ, 0) != 1) {
        if (event->map) {
            show_perhaps_made(mc, state, event);
            flow_not_null(flow, state, event->map, event->span);
        }
        return event->verb == EV_NEW;
    }
    MapEvent made = *event;
    StateList after = { 0 };
    made.verb = EV_NEW;
    made.result = flow_fresh(flow, state, 60);
    exec_map_event(flow, state, &made, &after);
    for (uint32_t i = 0; i < after.len; i++) {
        flow_not_null(flow, after.items[i], made.result, event->span);
        if (event->map_at)
            flow_store(flow, after.items[i], event->map_at, made.result, event->span);
        after.items[i]->result = event->result;
        if (event->verb == EV_NEW) /* a negative number would say that it failed */
            flow_assume(flow, after.items[i], event->result, CMP_GE, 0, event->span);
    }
    event->map = made.result;
    *out = after;
    return event->verb == EV_NEW;
}

/* Makes the map when there is none, then goes on with the state. */
static void ensured_call(const ModelCall *mc, State *state, MapEvent event,
                         StateList *out)
{
    Flow *flow = mc->flow;
    StateList ready = { 0 };
    bool done = ensure(mc, state, &event, &ready);
    event.destroy_key = event.destroy_val = 0;
    if (ready.len == 0) {
        state->result = event.result;
        vec_push(flow->arena, &ready, state);
    }
    for (uint32_t i = 0; i < ready.len; i++)
        if (done)
            vec_push(flow->arena, out, ready.items[i]);
        else
            map_event(mc, ready.items[i], event, out);
}

/* A write that calls a function for the value, where there is none yet. It is tried
 * out: the state in which the value was there goes on as well as the other. */
static bool makes_value(const ModelCall *mc, State *state, const MapEvent *event)
{
    StateList tried = { 0 };
    if (event->verb != EV_WRITE || mc->row->calls < 0)
        return false;
    model_call_back(mc, state_fork(mc->flow->arena, state), event, &tried);
    bool made = tried.len > 0;
    for (uint32_t i = 0; i < tried.len; i++) {
        const State *after = tried.items[i];
        const HeapFact *fact = state_heap(after, after->result);
        bool none = flow_test(mc->flow, after, after->result, CMP_EQ, 0) == 1;
        made = made && (none || (fact && fact->made && !fact->escaped && !fact->lent));
    }
    return made;
}

/* The row calls a function for each entry, and one is given. */
static bool calls_back(const ModelCall *mc, const State *state, const MapEvent *event)
{
    uint32_t arg = (uint32_t)mc->row->calls;
    bool ends = event->verb == EV_CLEAR || event->verb == EV_FREE;
    if (mc->row->calls < 0 || event->verb == EV_WRITE)
        return false;
    return !ends || mc->row->calls_stored || arg >= mc->call->count ||
           flow_test(mc->flow, state, mc->call->args[arg], CMP_EQ, 0) != 1;
}

static bool is_given(const Flow *flow, const State *state, ValueId function)
{
    return function && flow_test(flow, state, function, CMP_EQ, 0) != 1;
}

static void map_call(const ModelCall *mc, State *state, StateList *out)
{
    Flow *flow = mc->flow;
    MapEvent event = event_of(mc, state);
    bool calls = calls_back(mc, state, &event);
    if (event.chain == NULL)
        count_once(flow, (Verb)event.verb);
    if (event.name == NULL)
        event.name = "the map";
    if (mc->row->unless_null && flow_test(flow, state, event.map, CMP_EQ, 0) == 1) {
        state->result = call_result(mc, state, &event);
        vec_push(flow->arena, out, state);
        return;
    }
    StateList states = { 0 };
    event.made_val = makes_value(mc, state, &event);
    event.deals = (calls && event.verb != EV_ITER) ||
                  is_given(flow, state, event.destroy_key) ||
                  is_given(flow, state, event.destroy_val);
    if (mc->row->ensures)
        ensured_call(mc, state, event, out);
    else if (calls)
        model_iterate(mc, state, event, &states);
    else if (event.verb == EV_NEXT)
        model_advance(mc, state, &event, &states);
    else
        vec_push(flow->arena, &states, state);
    for (uint32_t i = 0; i < states.len; i++)
        if (event.verb == EV_ITER && mc->row->calls >= 0)
            vec_push(flow->arena, out, states.items[i]);
        else
            map_event(mc, states.items[i], event, out);
}

/* The key or value that an entry holds; 0 when the row asks for none. */
static ValueId entry_part(const ModelCall *mc, State *state)
{
    const FnModel *row = mc->row;
    ValueId entry = model_value(mc, state, row->entry_at);
    Sym field = row->law == NULL      ? 0
                : row->ret == RET_KEY ? row->law->entry_key
                : row->ret == RET_VAL ? row->law->entry_val
                                      : 0;
    return entry && field ? flow_load(mc->flow, state,
                                      value_field(mc->flow->values, entry, field), NULL)
                          : 0;
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
    } else if (verb == EV_LOCK && value) {
        locks_take(flow, state, value, mc->row->shared);
    } else if (verb == EV_UNLOCK && value) {
        locks_give_back(flow, state, value);
    } else if (verb == EV_WAIT && !locks_held(state, value)) {
        state->spawned = false; /* for a thread, not for a condition */
    } else if (verb == EV_TRIM) {
        heap_show(flow, state, EV_TRIM, 0, by, mc->call->span, mc->call->chain);
    }
}

/* A text made of one that is pointed to is as equal as that, and lives on without it.
 */
static ValueId copied(const ModelCall *mc, ValueId value)
{
    ValueTable *values = mc->flow->values;
    ValueKind kind = (ValueKind)value_at(values, value).kind;
    if (!mc->row->content || kind == VAL_STR || kind == VAL_INT || kind == VAL_NONE)
        return value;
    return value_expr(values, '"', value, value_int(values, 0));
}

/* A function is given to run as a thread, or to be called by an event loop. */
static void show_start(const ModelCall *mc, State *state)
{
    Flow *flow = mc->flow;
    const FnModel *row = mc->row;
    int8_t arg = row->verb == EV_SPAWN ? row->calls : row->later;
    if (arg < 0 || (uint32_t)arg >= mc->call->count)
        return;
    MapEvent event = { .verb = EV_SPAWN,
                       .entry = ENTRY_ANY,
                       .kind = row->later >= 0,
                       .value = mc->call->args[arg],
                       .by = shown_name(flow, mc->call->callee),
                       .span = mc->call->span,
                       .chain = mc->call->chain,
                       .loop = flow->cfg.loop[flow->block],
                       .block = flow->block };
    flow->client->event(flow->client->ctx, flow, state, &event);
}

/* The thread is run at once; it holds none of the locks that are held here. */
static void run_beside(const ModelCall *mc, State *state, StateList *out)
{
    uint32_t first = out->len;
    const LockFact *locks = state->locks;
    bool beside = state->beside;
    state->locks = NULL;
    state->beside = true;
    model_call_back(mc, state, &(MapEvent){ 0 }, out);
    for (uint32_t i = first; i < out->len; i++) {
        out->items[i]->locks = locks;
        out->items[i]->beside = beside;
        out->items[i]->spawned = true;
    }
}

/* Functions that are about values: memory and what returns its argument. */
static void value_call(const ModelCall *mc, State *state, StateList *out)
{
    Flow *flow = mc->flow;
    ValueId value = model_value(mc, state, mc->row->value);
    ValueId dst = model_at_role(mc, mc->row->dst);
    state->result = flow_fresh(flow, state, 0);
    flow_made_of(flow, state->result, mc->call);
    if (mc->row->same >= 0 && (uint32_t)mc->row->same < mc->call->count)
        state->result = mc->call->args[mc->row->same];
    if (mc->row->ret == RET_PART && !value_is_null(flow->values, state->result))
        state->result = flow_part(flow, state->result, mc->row->name);
    ValueId part = entry_part(mc, state);
    if (part)
        state->result = part;
    if (mc->row->ret == RET_MAP_OF_IT) {
        const IterFact *iter = state_iter(state, model_value(mc, state, mc->row->it));
        state->result = iter ? iter->map : state->result;
    }
    live_call(mc, state, value);
    show_start(mc, state);
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
        if (dst && mc->row->zeroed) {
            heap_show(flow, state, EV_REINIT, dst, shown_name(flow, mc->call->callee),
                      mc->call->span, mc->call->chain);
            flow_zero(flow, state, dst, mc->call->span);
        } else if (dst) {
            for (uint32_t i = 0; i < mc->call->count; i++)
                keep_parts(flow, state, mc->call->args[i]);
            flow_forget(flow, state, dst);
        }
        break;
    case EV_COPY:
        value = copied(mc, value);
        if (dst)
            flow_store(flow, state, dst, value, mc->call->span);
        else
            state->result = value;
        break;
    case EV_KEEP:
        mapfact_escape(state, value);
        keep_value(flow, state, value);
        break;
    default: /* disposal and threads: nothing the state keeps today */
        break;
    }
    set_nulls(mc, state);
    if (mc->row->verb == EV_SPAWN)
        run_beside(mc, state, out);
    else if (mc->row->calls >= 0)
        model_call_back(mc, state, &(MapEvent){ 0 }, out);
    else
        vec_push(flow->arena, out, state);
}

static bool fits(const ModelCall *mc, const State *state)
{
    const FnModel *row = mc->row;
    int64_t number;
    if (row->when_arg < 0)
        return true;
    if ((uint32_t)row->when_arg >= mc->call->count)
        return false;
    ValueId arg = mc->call->args[row->when_arg];
    if (row->when_is == WHEN_EQUAL)
        return flow_test(mc->flow, state, arg, CMP_EQ, row->when_value) == 1;
    return flow_number(mc->flow, state, arg, &number) &&
           (number & row->when_value) ==
               (row->when_is == WHEN_SET ? row->when_value : 0);
}

/* A key is hashed or compared by its bytes, of which some are unset. */
static void show_hashed(const ModelCall *mc, State *state)
{
    Flow *flow = mc->flow;
    const Event *note = mc->call->note;
    bool is_hash = mc->row->verb == EV_HASH;
    ValueId key = model_value(mc, state, is_hash ? mc->row->value : mc->row->hashed);
    if (note == NULL || key == 0 || flow_eval(flow, state, note->args[0]) != key)
        return;
    MapEvent event = { .verb = EV_HASH,
                       .entry = ENTRY_ANY,
                       .value = key,
                       .by = shown_name(flow, mc->call->callee),
                       .span = mc->call->span,
                       .loop = flow->cfg.loop[flow->block],
                       .block = flow->block };
    event.padding = padding_unset(flow, state, note, key);
    event.name = flow_place_name(flow, state, key);
    if (event.padding)
        flow->client->event(flow->client->ctx, flow, state, &event);
}

bool exec_declared(Flow *flow, State *state, const CallSite *call, StateList *out)
{
    ModelCall mc = { .flow = flow,
                     .call = call,
                     .row = model_declared(flow->models, call->callee) };
    if (mc.row == NULL)
        return false;
    model_touch(&mc, state);
    value_call(&mc, state, out);
    return true;
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
        show_hashed(&mc, state);
        model_touch(&mc, state);
        if (row->law && on_map((Verb)row->verb))
            map_call(&mc, state, out);
        else
            value_call(&mc, state, out);
        return true;
    }
    return false;
}
