/*
 * A summary at a call: one state for each outcome that the caller's state allows, with
 * the callee's effects as events at the call, its stores, and its result.
 */
#include "summary/apply.h"
#include "summary/locked.h"
#include "summary/target.h"
#include "summary/walk.h"

/* Numbers of the fresh capacities, apart from those of the maps, and of iterations. */
enum { HINT_BASE = 4000, WALK_BASE = 8000 };

static ValueId function_value(Flow *flow, Sym name)
{
    return name ? value_of(flow->values, (Value){ .kind = VAL_FUNC, .a = name }) : 0;
}

/* The capacity a callee made its map with: a constant, a value of the caller, or
 * something unknown, which is not the same as none. */
static ValueId hint_value(const Apply *apply, State *state, const Desc *desc,
                          uint32_t which)
{
    Flow *flow = apply->flow;
    ValueId value = 0;
    if (desc->hint >= 0)
        return value_int(flow->values, desc->hint);
    if (desc->path.root != PATH_NONE)
        value = path_value(flow, state, &desc->path, apply->call);
    return value ? value : flow_fresh(flow, state, HINT_BASE + which);
}

static ValueId new_map(const Apply *apply, State *state, const Desc *desc,
                       uint32_t which)
{
    Flow *flow = apply->flow;
    ValueId id = flow_fresh(flow, state, which);
    MapFact *map = state_map_add(state, flow->arena, id);
    *map = *desc->map;
    map->map = id;
    map->loop = flow->cfg.loop[flow->block];
    map->born = apply->call->span;
    Str by = name_shown(sym_text(flow->unit->intern, apply->summary->name));
    map->made_by = arena_strndup(flow->arena, by.p, by.n);
    map->hint = hint_value(apply, state, desc, which);
    map->escaped = false;
    map->kept = desc->shared;
    map->dropped = false;
    map->passed_by = false;
    map->holder = 0;
    map->held_as = 0;
    map->orphaned = map->lost = (Span){ 0 };
    map->only_hint = false;
    heap_made(flow, state, id, map->made_by, map->born);
    map->destroy_key = function_value(flow, desc->map->destroy_key);
    map->destroy_val = function_value(flow, desc->map->destroy_val);
    return id;
}

ValueId desc_value(const Apply *apply, State *state, const Desc *desc, uint32_t which)
{
    Flow *flow = apply->flow;
    ValueId value = 0;
    switch ((DescKind)desc->kind) {
    case DESC_NONE:
        return 0;
    case DESC_INT:
        return value_int(flow->values, desc->number);
    case DESC_STR:
        return value_of(flow->values, (Value){ .kind = VAL_STR, .a = desc->sym });
    case DESC_FUNC:
        return function_value(flow, desc->sym);
    case DESC_PATH:
        value = path_value(flow, state, &desc->path, apply->call);
        break;
    case DESC_MAP:
        return new_map(apply, state, desc, which);
    case DESC_UNKNOWN:
    case DESC_NOT_NULL:
    case DESC_ZEROED:
        break;
    }
    if (value == 0)
        value = flow_fresh(flow, state, which);
    if (desc->kind == DESC_NOT_NULL)
        flow_not_null(flow, state, value, apply->call->span);
    return value;
}

const Chain *chain_down(const Apply *apply, Span span, const Chain *chain)
{
    Arena *arena = apply->flow->arena;
    Chain *last = ARENA_NEW(arena, Chain);
    *last = (Chain){ .func = apply->summary->name,
                     .span = span,
                     .length = 1 + (chain ? chain->length : 0),
                     .next = chain };
    const Chain *whole = last;
    VEC(const Chain *) outer = { 0 };
    for (const Chain *at = apply->call->chain; at; at = at->next)
        vec_push(arena, &outer, at);
    for (uint32_t i = outer.len; i-- > 0;) {
        Chain *copy = arena_copy(arena, outer.items[i], sizeof *copy);
        copy->next = whole;
        copy->length = 1 + whole->length;
        whole = copy;
    }
    return whole;
}

static void call_effect(const Apply *apply, State *state, const Effect *effect,
                        StateList *out)
{
    Flow *flow = apply->flow;
    ValueId target = path_value(flow, state, &effect->map, apply->call);
    ValueId args[DESC_ARGS_MAX] = { 0 }, at[DESC_ARGS_MAX] = { 0 };
    if (target == 0) {
        vec_push(flow->arena, out, state);
        return;
    }
    for (unsigned i = 0; i < effect->arg_count; i++)
        args[i] = desc_value(apply, state, &effect->args[i], 120 + i);
    CallSite call = { .args = args,
                      .at = at,
                      .count = effect->arg_count,
                      .span = apply->call->span,
                      .chain = chain_down(apply, effect->span, effect->chain),
                      .bound = effect->bound };
    exec_invoke(flow, state, target, &call, out);
}

static void map_effect(const Apply *apply, State *state, const Effect *effect,
                       State *view, uint32_t which, StateList *out)
{
    Flow *flow = apply->flow;
    MapEvent event = {
        .verb = effect->verb,
        .entry = effect->entry,
        .many = effect->many,
        .keeps_iterator = effect->keeps_iterator,
        .hops = (uint8_t)(effect->hops + flow->hops),
        .no_destroy = effect->no_destroy,
        .maybe =
            (apply->outcome->surely >> (effect - apply->summary->effects) & 1) == 0,
        .counted = effect->counted,
        .doubtful = effect->doubtful,
        .empties = effect->empties,
        .deals = effect->deals,
        .told = effect->told,
        .copies_key = effect->copies_key,
        .law = effect->law,
        .by = effect->by,
        .span = apply->call->span,
        .chain = chain_down(apply, effect->span, effect->chain),
        .loop = flow->cfg.loop[flow->block],
        .block = flow->block,
        .count = effect->count,
        .decides = effect->tied ? apply->result : 0,
        .view = view,
    };
    event.assumes = !guard_sure(apply, state, &effect->guard);
    if (effect->map.root != PATH_NONE) {
        event.map = path_value(flow, state, &effect->map, apply->call);
        event.map_at =
            effect->map.count ? path_address(flow, state, &effect->map, apply->call)
            : effect->map.root == PATH_PARAM && effect->map.of < apply->call->count
                ? apply->call->at[effect->map.of]
                : path_address(flow, state, &effect->map, apply->call);
    }
    if (effect->has_iter)
        event.iter = path_value(flow, state, &effect->iter, apply->call);
    const IterFact *iter = event.iter ? state_iter(state, event.iter) : NULL;
    if (event.map == 0 && iter)
        event.map = iter->map;
    if (event.map == 0) {
        vec_push(flow->arena, out, state);
        return;
    }
    event.blurred_key = !effect->key.composed && (effect->key.kind == DESC_UNKNOWN ||
                                                  effect->key.kind == DESC_NOT_NULL);
    event.key = desc_value(apply, state, &effect->key, which + 1);
    event.val = desc_value(apply, state, &effect->val, which + 2);
    event.fresh_val = effect->val.fresh;
    if (event.verb == EV_DELETE && event.key == 0)
        event.key = heap_key_of(state, event.map, event.val);
    event.result = flow_fresh(flow, state, which);
    event.name = flow_name(flow, state, event.map);
    if (!event.name && event.map_at)
        event.name = flow_place_name(flow, state, event.map_at);
    if (!event.name)
        event.name = "the map";
    exec_map_event(flow, state, &event, out);
}

static void run_effect(const Apply *apply, State *state, uint32_t index, bool open,
                       StateList *out)
{
    Flow *flow = apply->flow;
    const Effect *effect = &apply->summary->effects[index];
    State *view = NULL;
    if (open && effect->verb != EV_CALL) {
        view = state_fork(flow->arena, state);
        guard_assume(apply, view, &effect->guard);
    }
    if (effect->verb == EV_CALL)
        call_effect(apply, state, effect, out);
    else
        map_effect(apply, state, effect, view, 1000 + index * 4, out);
}

/* The guard forbids the effect, but on paths of the callee that were dropped, or do not
 * count as proof, the map may have been freed without what the guard asks. */
static void perhaps_freed(const Apply *apply, State *state, const Effect *effect)
{
    bool unsure = apply->summary->cut_short || effect->widens;
    bool frees = effect->verb == EV_FREE && unsure;
    ValueId map = frees && effect->map.root != PATH_NONE
                      ? path_value(apply->flow, state, &effect->map, apply->call)
                      : 0;
    if (map)
        mapfact_dropped(state, map);
}

static void one_effect(const Apply *apply, State *state, uint32_t index, StateList *out)
{
    const Effect *effect = &apply->summary->effects[index];
    bool open;
    bool few_hops = effect->hops + apply->flow->hops <= HOPS_MAX;
    if (!few_hops || !guard_allows(apply, state, &effect->guard, &open)) {
        if (few_hops)
            perhaps_freed(apply, state, effect);
        vec_push(apply->flow->arena, out, state);
        return;
    }
    StateList inside = { 0 };
    uint32_t first = out->len;
    Locked before = locked_begin(apply, state, effect);
    ValueId walk = walk_begin(apply, state, effect, WALK_BASE + index * 4);
    run_effect(apply, state, index, open, walk ? &inside : out);
    if (walk)
        walk_end(apply, effect, walk, &inside, out);
    for (uint32_t i = first; i < out->len; i++)
        locked_end(&before, out->items[i]);
}

typedef struct Written {
    ValueId at, value;
    bool zeroed;
    Span span;
} Written;

static uint32_t stored_number(const Path *at, unsigned i)
{
    bool in_field = at->count > 0 && at->step[at->count - 1].kind == STEP_FIELD;
    return (in_field ? FRESH_STORED_IN_FIELD : FRESH_STORED) + i;
}

/* Places and values mean what they meant when the function was entered. */
static unsigned read_stores(const Apply *apply, State *state, const Outcome *outcome,
                            ValueId result, Written *written)
{
    unsigned count = 0;
    CallSite done = *apply->call;
    done.returned = result;
    for (unsigned i = 0; i < outcome->store_count; i++) {
        const Store *store = &outcome->store[i];
        ValueId at = path_address(apply->flow, state, &store->at, &done);
        if (at == 0)
            continue;
        ValueId value =
            desc_value(apply, state, &store->value, stored_number(&store->at, i));
        bool zeroed = store->value.kind == DESC_ZEROED && !outcome->more_stores;
        written[count++] = (Written){ at, value, zeroed, apply->call->span };
    }
    return count;
}

/* What stood at the place is what the call gives, or has put somewhere else. */
static bool is_moved(const State *state, ValueId at, const Written *written,
                     unsigned count, ValueId result)
{
    const Cell *cell = state_cell(state, at);
    bool moved = cell && cell->value == result;
    for (unsigned i = 0; cell && i < count; i++)
        moved = moved || written[i].value == cell->value;
    return moved;
}

static void write_stores(Flow *flow, State *state, const Written *written,
                         unsigned count, ValueId result)
{
    for (unsigned i = 0; i < count; i++)
        if (!written[i].zeroed &&
            !is_moved(state, written[i].at, written, count, result))
            keep_overwritten(flow, state, written[i].at, written[i].value,
                             written[i].span);
    for (unsigned i = 0; i < count; i++)
        if (written[i].zeroed)
            flow_zero(flow, state, written[i].at, written[i].span);
        else
            flow_store(flow, state, written[i].at, written[i].value, written[i].span);
}

static void expose_arguments(const Apply *apply, State *state)
{
    for (unsigned i = 0; i < apply->summary->exposed_count; i++) {
        ValueId value =
            path_value(apply->flow, state, &apply->summary->exposed[i], apply->call);
        if (value)
            flow_expose(apply->flow, state, value);
    }
}

/* Is the object an argument of the call, as flow_call_key() gives it? */
static bool was_asked_of(const ValueTable *values, ValueId key, ValueId object)
{
    Value call = value_at(values, key);
    for (; call.kind == VAL_EXPR && call.number == '('; call = value_at(values, call.a))
        if (call.b == object)
            return true;
    return false;
}

/* Another call has counted something of the same object, and there is some. */
static bool was_counted(const Apply *apply, const State *state)
{
    const ValueTable *values = apply->flow->values;
    int64_t number;
    for (uint32_t i = 0; i < state->decisions.len; i++) {
        const Decision *told = &state->decisions.items[i];
        bool some = (told->cmp == CMP_GT && told->number >= 0) ||
                    (told->cmp == CMP_GE && told->number > 0);
        for (uint32_t a = 0; some && a < apply->call->count; a++)
            if (!value_is_int(values, apply->call->args[a], &number) &&
                was_asked_of(values, told->key, apply->call->args[a]))
                return true;
    }
    return false;
}

/* 0 for the branches that ask, but no evidence of NULL. */
static ValueId weak_zero(Flow *flow, State *state, Span why)
{
    ValueId value = flow_fresh(flow, state, 0);
    flow_assume(flow, state, value, CMP_EQ, 0, why);
    state_fact(state, value)->weak = true;
    return value;
}

static void run_outcome(Apply *apply, State *state, const Outcome *outcome, bool open,
                        StateList *out)
{
    Flow *flow = apply->flow;
    Written written[STORES_MAX];
    /* NULL for arguments that the caller has not seen to be wrong proves nothing, nor
     * does what a callee of the callee gave for such: that is 0, too. */
    bool weak = (outcome->asserted || outcome->blurred || open ||
                 outcome->result.kind == DESC_UNKNOWN || was_counted(apply, state)) &&
                outcome == &apply->summary->outcome[RETURNS_ZERO];
    ValueId result = weak ? weak_zero(flow, state, apply->call->span)
                          : desc_value(apply, state, &outcome->result, 0);
    apply->result = result;
    if (outcome->result.fresh && flow_test(flow, state, result, CMP_EQ, 0) != 1)
        heap_made(flow, state, result, NULL, apply->call->span);
    apply->outcome = outcome;
    if (outcome->result.kind == DESC_UNKNOWN)
        flow_answers(flow, result, apply->call);
    unsigned stores = read_stores(apply, state, outcome, result, written);
    Life *life = life_before(apply, state, outcome);
    StateList states = { 0 };
    vec_push(flow->arena, &states, state);
    for (uint32_t e = 0; e < apply->summary->effect_count; e++) {
        StateList after = { 0 };
        if (!(outcome->effects >> e & 1))
            continue;
        for (uint32_t i = 0; i < states.len; i++)
            one_effect(apply, states.items[i], e, &after);
        states_reduce(flow, &after, CALL_FORKS);
        states = after;
    }
    for (uint32_t i = 0; i < states.len; i++) {
        State *after = states.items[i];
        bool all = outcome->more_stores || apply->summary->exposed_more;
        for (uint32_t a = 0; all && a < apply->call->count; a++)
            flow_expose(flow, after, apply->call->args[a]);
        life_after(apply, after, outcome, life);
        write_stores(flow, after, written, stores, result);
        expose_arguments(apply, after);
        held_apply(apply, after);
        locked_after(apply, after, outcome);
        after->result = result;
        vec_push(flow->arena, out, after);
    }
}

/* Which way the callee ends is a decision like that of a branch. */
static void decide_outcome(const Apply *apply, State *state, OutcomeKind kind)
{
    ValueId key = flow_call_key(apply->flow, apply->call);
    if (kind == RETURNS_ZERO)
        flow_decide(apply->flow, state, key, CMP_EQ, 0);
    if (kind == RETURNS_NOT_ZERO)
        flow_decide(apply->flow, state, key, CMP_NE, 0);
}

/* The callee ends so only after a failed assertion, which its author rules out, and the
 * result has a lawful reason as well: the caller's branch is there for that one. */
static bool ruled_out(const Summary *summary, OutcomeKind kind)
{
    const Outcome *other = &summary->outcome[RETURNS_OTHER];
    return summary->outcome[kind].asserted && other->exists && !other->asserted;
}

/* Marks the ways in which the callee may end here; how many, and `last` of them. */
static unsigned allow_outcomes(Apply *apply, State *state, bool allowed[OUTCOMES_MAX],
                               bool open[OUTCOMES_MAX], unsigned *last)
{
    unsigned count = 0;
    for (unsigned i = 0; i < OUTCOMES_MAX; i++) {
        const Outcome *outcome = &apply->summary->outcome[i];
        allowed[i] =
            outcome->exists && guard_allows(apply, state, &outcome->guard, &open[i]);
    }
    for (unsigned i = 0; i < OUTCOMES_MAX; i++) {
        if (allowed[RETURNS_OTHER] && ruled_out(apply->summary, (OutcomeKind)i))
            allowed[i] = false;
        count += allowed[i];
        *last = allowed[i] ? i : *last;
    }
    return count;
}

void summary_apply(const Summary *summary, Flow *flow, State *state,
                   const CallSite *call, StateList *out)
{
    Apply apply = { .summary = summary, .flow = flow, .call = call };
    uint32_t first = out->len;
    bool allowed[OUTCOMES_MAX], open[OUTCOMES_MAX];
    unsigned last = 0;
    unsigned count = allow_outcomes(&apply, state, allowed, open, &last);
    for (unsigned i = 0; i < OUTCOMES_MAX; i++) {
        if (!allowed[i])
            continue;
        /* The last one takes the state itself, unless it may be wanted afterwards. */
        bool own = i == last && !summary->cut_short;
        State *fork = own ? state : state_fork(flow->arena, state);
        if (open[i])
            guard_assume(&apply, fork, &summary->outcome[i].guard);
        if (count > 1)
            decide_outcome(&apply, fork, (OutcomeKind)i);
        run_outcome(&apply, fork, &summary->outcome[i], open[i], out);
    }
    if (out->len == first && summary->cut_short) {
        state->result = flow_fresh(flow, state, 0);
        vec_push(flow->arena, out, state);
    }
}
