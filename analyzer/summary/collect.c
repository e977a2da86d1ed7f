/*
 * Collects the summary of one function while flow runs it.
 *
 * Effects are merged by verb, place and key; the guard of a merged effect is what all
 * its paths have in common. Outcomes are merged by the kind of result.
 */
#include "summary/collect.h"
#include "summary/locked.h"
#include "summary/target.h"
#include "summary/walk.h"

/* With more effects than that, the same one at several places is one. */
enum { EFFECTS_APART = EFFECTS_MAX / 2 };

/* A function that a caller would know, and that cannot be told to others. */
static bool may_be_function(const Flow *flow, ValueId value)
{
    return value != 0 && !value_is_null(flow->values, value) &&
           value_at(flow->values, value).kind != VAL_FUNC;
}

static Desc describe_map(const Collect *collect, const Flow *flow, const MapFact *map)
{
    MapFact *kept = arena_copy(collect->arena, map, sizeof *map);
    int64_t hint = -1;
    Path of = { 0 };
    if (map->hint && !value_is_int(flow->values, map->hint, &hint)) {
        hint = -1;
        if (!path_of_value(flow, map->hint, &of))
            of = (Path){ 0 };
    }
    Value key = value_at(flow->values, map->destroy_key);
    Value val = value_at(flow->values, map->destroy_val);
    kept->hint = 0;
    /* Function names travel where the caller's values will stand. */
    kept->destroy_key = key.kind == VAL_FUNC ? key.a : 0;
    kept->destroy_val = val.kind == VAL_FUNC ? val.a : 0;
    kept->destroys = map->destroys || may_be_function(flow, map->destroy_key) ||
                     may_be_function(flow, map->destroy_val);
    return (Desc){ .kind = DESC_MAP,
                   .map = kept,
                   .hint = hint,
                   .path = of,
                   .shared = map->kept || map->dropped };
}

Desc describe(const Collect *collect, const Flow *flow, const State *state, ValueId id)
{
    Desc desc = { .kind = DESC_UNKNOWN };
    Value value = value_at(flow->values, id);
    const MapFact *map = state_map(state, id);
    if (value.kind == VAL_NONE)
        desc.kind = DESC_NONE;
    else if (value.kind == VAL_INT)
        desc = (Desc){ .kind = DESC_INT, .number = value.number };
    else if (value.kind == VAL_STR)
        desc = (Desc){ .kind = DESC_STR, .sym = value.a };
    else if (value.kind == VAL_FUNC)
        desc = (Desc){ .kind = DESC_FUNC, .sym = value.a };
    else if (path_of_value(flow, id, &desc.path))
        desc.kind = DESC_PATH;
    else if (map && map->made && flow_test(flow, state, id, CMP_EQ, 0) == 1)
        desc = (Desc){ .kind = DESC_INT };
    else if (map && map->made && !map->freed)
        desc = describe_map(collect, flow, map);
    else if (flow_test(flow, state, id, CMP_NE, 0) == 1)
        desc.kind = DESC_NOT_NULL;
    const HeapFact *heap = state_heap(state, id);
    desc.fresh = value.kind == VAL_FRESH && heap && heap->made && !heap->dead &&
                 !heap->shared && !heap->escaped && !map;
    const Origin *origin = flow_origin(flow, id);
    desc.composed = origin && origin->count > 1;
    return desc;
}

bool desc_eq(const Desc *a, const Desc *b)
{
    if (a->kind != b->kind)
        return false;
    switch ((DescKind)a->kind) {
    case DESC_INT:
        return a->number == b->number;
    case DESC_STR:
    case DESC_FUNC:
        return a->sym == b->sym;
    case DESC_PATH:
        return path_eq(&a->path, &b->path);
    case DESC_MAP:
        return span_compare(a->map->born, b->map->born) == 0 && a->hint == b->hint &&
               path_eq(&a->path, &b->path);
    case DESC_UNKNOWN:
    case DESC_NONE:
    case DESC_NOT_NULL:
    case DESC_ZEROED:
        return true;
    }
    return false;
}

/* `apart`: what happens at two places stays two, each with a guard of its own. */
static bool effect_eq(const Effect *a, const Effect *b, bool apart)
{
    if (apart && span_compare(a->span, b->span) != 0)
        return false;
    return a->verb == b->verb && a->entry == b->entry && a->many == b->many &&
           path_eq(&a->map, &b->map) && a->has_iter == b->has_iter &&
           (!a->has_iter || path_eq(&a->iter, &b->iter)) && desc_eq(&a->key, &b->key) &&
           a->no_destroy == b->no_destroy && a->copies_key == b->copies_key &&
           guard_same_targets(&a->guard, &b->guard) && walk_eq(&a->walk, &b->walk);
}

/* Of an effect while it is collected: what decides whether it happened, the iterator
 * that is open meanwhile, what a called function returns. */
typedef struct Aside {
    ValueId decides, walker, answer;
    ValueId of_walk; /* many only when this iteration goes on afterwards; 0: anyway */
    bool sure;       /* it happens whenever its guard holds */
} Aside;

static void note_aside(Collect *collect, unsigned effect, Aside aside)
{
    collect->decides[effect] = aside.decides;
    collect->walker[effect] = aside.walker;
    collect->of_walk[effect] = aside.of_walk;
    collect->answer[effect] = aside.answer;
}

static void note_effect(State *state, unsigned index, bool sure)
{
    uint64_t bit = UINT64_C(1) << index;
    state->effects |= bit;
    state->surely |= sure ? bit : 0;
}

/* Of several ways down to one effect the shortest is told. */
static void keep_shorter(Effect *kept, const Effect *other)
{
    uint32_t length = other->chain ? other->chain->length : 0;
    if (!kept->chain || length >= kept->chain->length)
        return;
    kept->chain = other->chain;
    kept->span = other->span;
    kept->by = other->by;
}

/* The same again, on another path. What is in doubt says nothing where another path is
 * sure. */
static void join_effect(Effect *known, const Effect *effect)
{
    if (effect->doubtful && !known->doubtful) {
        known->widens = true;
        return;
    }
    if (known->doubtful && !effect->doubtful) {
        known->widens = true;
        known->guard = effect->guard;
        known->doubtful = false;
    }
    guard_widen(&known->guard, &effect->guard);
    locks_meet(&known->locks, &effect->locks);
    known->beside = known->beside && effect->beside;
    known->deals = known->deals || effect->deals;
    known->val.fresh = known->val.fresh && effect->val.fresh;
    if (effect->hops < known->hops)
        known->hops = effect->hops;
    keep_shorter(known, effect);
}

static void add_effect(Collect *collect, State *state, const Effect *effect,
                       Aside aside)
{
    Summary *summary = collect->summary;
    if (effect->chain && effect->chain->length >= CHAIN_MAX) {
        summary->cut_short = true;
        return;
    }
    for (unsigned i = 0; i < summary->effect_count; i++) {
        if (!effect_eq(&summary->effects[i], effect,
                       summary->effect_count < EFFECTS_APART))
            continue;
        join_effect(&summary->effects[i], effect);
        note_aside(collect, i, aside);
        note_effect(state, i, aside.sure);
        return;
    }
    if (summary->effect_count == EFFECTS_MAX) {
        summary->cut_short = true;
        return;
    }
    Effect *kept = &summary->effects[summary->effect_count];
    *kept = *effect;
    note_aside(collect, summary->effect_count, aside);
    note_effect(state, summary->effect_count++, aside.sure);
}

/* Turns of the loops around an event, when all are constant; 0 otherwise. */
static int64_t turns_around(const Flow *flow, uint32_t loop)
{
    int64_t turns = loop == NO_LOOP ? 0 : 1;
    for (; loop != NO_LOOP; loop = flow->cfg.loops.items[loop].parent) {
        const Trip *trip =
            &flow->fn->blocks.items[flow->cfg.loops.items[loop].head].trip;
        bool known =
            (trip->kind == TRIP_CONST || trip->kind == TRIP_ARRAY) && !trip->may_leave;
        if (!known || trip->bound.number <= 0 || turns > INT32_MAX ||
            trip->bound.number > INT32_MAX)
            return 0;
        turns *= trip->bound.number;
    }
    return turns;
}

static void collect_event(void *ctx, Flow *flow, State *state, const MapEvent *event)
{
    Collect *collect = ctx;
    collect->watcher->event(collect->watcher->ctx, flow, state, event);
    if (!event->law)
        return; /* what happens to values is told by the outcomes */
    back_note(collect, flow, state, event);
    keyed_note(collect, flow, state, event);
    Effect effect = {
        .verb = event->verb == EV_ITER ? EV_LEN : event->verb,
        .entry = event->entry,
        .keeps_iterator = event->keeps_iterator,
        .no_destroy = event->no_destroy,
        .counted = event->counted,
        .doubtful = event->doubtful || state->doubtful || state->crossed,
        .empties = event->empties,
        .deals = event->deals,
        .told = event->told || event->refuses || event->negative_fails,
        .copies_key = event->copies_key,
        .hops = event->hops,
        .law = event->law,
        .by = event->by,
        .span = event->span,
        .chain = event->chain,
        .count = event->count,
        .locks = locks_of(flow, state, false),
        .beside = state->beside,
    };
    bool iterates = event->verb == EV_NEXT || event->verb == EV_END;
    if (event->verb == EV_NEXT)
        walk_next(collect, flow, state, event->iter);
    if (event->verb == EV_NEW)
        return;
    effect.has_iter = event->iter && event->verb != EV_ITER &&
                      path_of_value(flow, event->iter, &effect.iter);
    bool recurs = many_through(event->chain, collect->summary->name);
    bool named =
        event->map && (path_of_value(flow, event->map, &effect.map) ||
                       (recurs && many_kin(collect, flow, event, &effect.map)));
    if (iterates ? !effect.has_iter : !named && !effect.has_iter)
        return;
    effect.key = describe(collect, flow, state, event->key);
    effect.val = describe(collect, flow, state, event->val);
    effect.val.fresh = effect.val.fresh || event->made_val;
    ValueId of_walk = event->many || recurs ? 0 : many_walked(state, event);
    effect.many = event->many || of_walk || many_in_loop(flow, event, &effect);
    if (recurs && !many_elsewhere(&effect))
        return;
    effect.guard = guard_of(flow, state, event->map);
    if (effect.count == 0 && event->verb == EV_WRITE)
        effect.count = turns_around(flow, event->loop);
    ValueId walker = iterates ? 0 : walk_note(flow, state, event->map, &effect);
    Aside aside = { .decides = event->decides,
                    .walker = walker,
                    .of_walk = of_walk,
                    .sure = !event->maybe && !event->view };
    add_effect(collect, state, &effect, aside);
}

static void collect_expose(void *ctx, Flow *flow, const State *state, ValueId value)
{
    Collect *collect = ctx;
    Summary *summary = collect->summary;
    Path path;
    if (!collect->cut && collect->watcher->expose)
        collect->watcher->expose(collect->watcher->ctx, flow, state, value);
    if (collect->cut || !path_of_value(flow, value, &path))
        return;
    if (paths_add(summary->exposed, &summary->exposed_count, EXPOSED_MAX, &path))
        summary->exposed_more = true;
}

static void add_call(Collect *collect, Flow *flow, State *state, ValueId target,
                     const CallSite *call, bool bound)
{
    Effect effect = {
        .verb = EV_CALL,
        .entry = ENTRY_ANY,
        .bound = bound,
        .key = { .kind = DESC_NONE },
        .val = { .kind = DESC_NONE },
        .span = call->span,
        .chain = call->chain,
        .arg_count = call->count < DESC_ARGS_MAX ? (uint8_t)call->count : DESC_ARGS_MAX,
    };
    if (!path_of_value(flow, target, &effect.map) ||
        many_through(call->chain, collect->summary->name))
        return;
    for (unsigned i = 0; i < effect.arg_count; i++)
        effect.args[i] = describe(collect, flow, state, call->args[i]);
    effect.guard = guard_of(flow, state, target);
    Aside aside = { .walker = walk_note(flow, state, 0, &effect),
                    .answer = flow_fresh(flow, state, FRESH_ANSWER),
                    .sure = true };
    add_effect(collect, state, &effect, aside);
}

/* A caller may know the target better than the whole program does. */
static bool collect_call_value(void *ctx, Flow *flow, State *state, ValueId target,
                               const CallSite *call, StateList *out)
{
    Collect *collect = ctx;
    uint32_t first = out->len;
    TargetKind kind = target_run(collect->oracle, flow, state, target, call, out);
    bool bound = call->bound || kind != TARGET_UNKNOWN;
    add_call(collect, flow, state, target, call, bound);
    for (uint32_t i = first; i < out->len; i++)
        out->items[i]->effects |= state->effects;
    return kind == TARGET_ALL;
}

static ValueId function_value(Flow *flow, Sym name)
{
    return name ? value_of(flow->values, (Value){ .kind = VAL_FUNC, .a = name }) : 0;
}

static bool collect_passed(void *ctx, const Flow *flow, ValueId map, ValueId other)
{
    const Collect *collect = ctx;
    return target_is_passed(collect->oracle, flow, map, other) ||
           target_is_passed(collect->oracle, flow, other, map);
}

static void collect_made_with(void *ctx, Flow *flow, ValueId map, ValueId *destroy_key,
                              ValueId *destroy_val)
{
    const Collect *collect = ctx;
    const Bind *bind = collect->oracle->bind;
    BindTerm node = target_node(flow, map);
    BoundMap made;
    oracle_asks(collect->oracle, BIND_ASK_MAP, node);
    if (!bind || !bind_map(bind, node, &made))
        return;
    *destroy_key = function_value(flow, made.destroy_key);
    *destroy_val = function_value(flow, made.destroy_val);
}

/* What a function of the same cycle does with its arguments is not known before the
 * next round. The state fears the worst until then; told is only what is seen, for what
 * is told comes back through the cycle. */
static void call_pending(Collect *collect, Flow *flow, State *state,
                         const CallSite *call, StateList *out)
{
    collect->cut = true;
    for (uint32_t i = 0; i < call->count; i++)
        flow_expose(flow, state, call->args[i]);
    collect->cut = false;
    heap_opaque(flow, state);
    state->result = flow_fresh(flow, state, FRESH_RESULT);
    flow_made_of(flow, state->result, call);
    vec_push(flow->arena, out, state);
}

static bool collect_call(void *ctx, Flow *flow, State *state, const CallSite *call,
                         StateList *out)
{
    Collect *collect = ctx;
    const Oracle *oracle = collect->oracle;
    const Summary *summary = oracle->summary(oracle->ctx, call->callee);
    if (!summary && oracle->pending(oracle->ctx, call->callee)) {
        call_pending(collect, flow, state, call, out);
        return true;
    }
    if (!summary)
        return false;
    supposed_note(collect, summary, flow, state, call);
    summary_apply(summary, flow, state, call, out);
    return true;
}

/* Leaves out the effects that are known not to have happened on this path, and notes
 * which are told by the value that is returned. */
static uint64_t happened(Collect *collect, const Flow *flow, const State *state,
                         ValueId value)
{
    uint64_t effects = state->effects;
    for (unsigned i = 0; i < collect->summary->effect_count; i++) {
        uint64_t bit = UINT64_C(1) << i;
        ValueId decides = collect->decides[i];
        if (!(effects & bit))
            continue;
        if (decides && decides == value)
            collect->tied |= bit;
        else if (decides && flow_test(flow, state, decides, CMP_EQ, 0) == 1)
            effects &= ~bit;
        else
            collect->free |= bit;
    }
    return effects;
}

/* Does the guard ask an argument to be NULL or 0? */
static bool must_be_zero(const Guard *guard)
{
    for (unsigned i = 0; i < guard->count; i++)
        if (guard->atom[i].path.root == PATH_PARAM && guard->atom[i].path.count == 0 &&
            guard->atom[i].mask == 0 && guard->atom[i].lo == 0 &&
            guard->atom[i].hi == 0)
            return true;
    return false;
}

OutcomeKind outcome_kind(const Flow *flow, const State *state, ValueId value)
{
    int zero = value ? flow_test(flow, state, value, CMP_EQ, 0) : -1;
    return zero == 1 ? RETURNS_ZERO : zero == 0 ? RETURNS_NOT_ZERO : RETURNS_OTHER;
}

static void collect_leave(void *ctx, Flow *flow, State *state, ValueId value)
{
    Collect *collect = ctx;
    life_leave(collect, flow, state, value);
    back_leave(collect, flow, state);
    OutcomeKind kind = outcome_kind(flow, state, value);
    Outcome *into = &collect->summary->outcome[kind];
    Outcome *outcome = ARENA_NEW(flow->arena, Outcome);
    outcome->store = ARENA_ARRAY(flow->arena, Store, STORES_MAX);
    outcome->exists = true;
    outcome->asserted = state->asserted;
    outcome->guard = guard_of(flow, state, 0);
    guard_forget_targets(&outcome->guard);
    outcome->result = describe(collect, flow, state, value);
    held_sharing(flow, state, value, 0, &outcome->result);
    outcome->effects = happened(collect, flow, state, value);
    flow->returned = value; /* what was stored in it goes with it */
    stores_find(collect, flow, state, outcome);
    flow->returned = 0;
    if (!into->exists) {
        *into = *outcome;
        return;
    }
    bool blurred = must_be_zero(&into->guard) || must_be_zero(&outcome->guard);
    guard_widen(&into->guard, &outcome->guard);
    into->blurred = (into->blurred && outcome->asserted) ||
                    (blurred && !must_be_zero(&into->guard));
    into->asserted = into->asserted && outcome->asserted;
    into->result.shared = into->result.shared || outcome->result.shared;
    into->result.fresh = into->result.fresh && outcome->result.fresh;
    if (!desc_eq(&into->result, &outcome->result))
        into->result.kind = kind == RETURNS_NOT_ZERO ? DESC_NOT_NULL : DESC_UNKNOWN;
    into->more_stores = into->more_stores || outcome->more_stores;
    stores_merge(into, outcome);
    into->effects |= outcome->effects;
}

const Summary *summarise(const Oracle *oracle, const Unit *unit, const Func *fn,
                         const ModelSet *models, const Watcher *watcher, Arena *arena)
{
    Summary *summary = ARENA_NEW(arena, Summary);
    summary->name = fn->name;
    summary->effects = ARENA_ARRAY(arena, Effect, EFFECTS_MAX);
    Collect collect = {
        .arena = arena, .oracle = oracle, .watcher = watcher, .summary = summary
    };
    FlowClient client = { .ctx = &collect,
                          .event = collect_event,
                          .leave = collect_leave,
                          .call = collect_call,
                          .use = life_use,
                          .made_with = collect_made_with,
                          .passed = collect_passed,
                          .back_links = back_links,
                          .entries = keyed_lore,
                          .supposed = supposed_entry,
                          .expose = collect_expose,
                          .keep = held_keep,
                          .call_value = collect_call_value };
    Flow flow;
    flow_run(&flow, unit, fn, models, &client, arena);
    watcher->done(watcher->ctx, &flow);
    life_close(&collect, &flow);
    locked_close(&collect, &flow);
    back_tell(&collect);
    for (unsigned i = 0; i < summary->effect_count; i++) {
        Effect *effect = &summary->effects[i];
        effect->tied = (collect.tied & ~collect.free) >> i & 1;
        bool once = collect.of_walk[i] && !(collect.walked >> i & 1);
        effect->many = effect->many && !once;
    }
    summary->cut_short = summary->cut_short || flow.cut_short;
    return summary;
}
