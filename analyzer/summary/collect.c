/*
 * Collects the summary of one function while flow runs it.
 *
 * Effects are merged by verb, place and key; the guard of a merged effect is what all
 * its paths have in common. Outcomes are merged by the kind of result.
 */
#include "summary/collect.h"
#include "summary/target.h"

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
        return true;
    }
    return false;
}

static void add_atom(const Flow *flow, const Fact *fact, Guard *guard)
{
    Atom atom = { .lo = fact->lo,
                  .hi = fact->hi,
                  .not_zero = fact->not_zero,
                  .function = fact->function };
    bool says = fact->function || fact->not_zero || fact->lo != INT64_MIN ||
                fact->hi != INT64_MAX;
    if (guard->count < ATOMS_MAX && says && !fact->implied &&
        value_at(flow->values, fact->value).kind == VAL_INIT &&
        path_of_value(flow, fact->value, &atom.path))
        guard->atom[guard->count++] = atom;
}

/* How much an atom helps a caller to tell: arguments are given as constants, so most
 * does an argument that must be one number (NULL, a flag) or a pointer that must be one
 * function, then any argument. */
static unsigned atom_rank(const Flow *flow, const Fact *fact)
{
    Value value = value_at(flow->values, fact->value);
    if (fact->function)
        return 0;
    bool argument =
        value.kind == VAL_INIT && value_at(flow->values, value.a).kind == VAL_LOCAL;
    if (!argument)
        return 2;
    return fact->lo == fact->hi ? 0 : 1;
}

/* What this path assumes of the values at entry. There is room for a few atoms only:
 * that of `first`, the map itself, must not be crowded out. */
Guard guard_of(const Flow *flow, const State *state, ValueId first)
{
    Guard guard = { 0 };
    const Fact *own = first ? state_fact(state, first) : NULL;
    if (own)
        add_atom(flow, own, &guard);
    for (unsigned rank = 0; rank <= 2; rank++)
        for (uint32_t i = 0; i < state->facts.len; i++) {
            const Fact *fact = &state->facts.items[i];
            if (fact != own && atom_rank(flow, fact) == rank)
                add_atom(flow, fact, &guard);
        }
    return guard;
}

/* What both guards say. */
static void guard_widen(Guard *guard, const Guard *other)
{
    uint8_t kept = 0;
    for (unsigned i = 0; i < guard->count; i++) {
        Atom atom = guard->atom[i];
        const Atom *twin = NULL;
        for (unsigned j = 0; j < other->count && !twin; j++)
            if (path_eq(&atom.path, &other->atom[j].path))
                twin = &other->atom[j];
        if (!twin)
            continue;
        atom.lo = atom.lo < twin->lo ? atom.lo : twin->lo;
        atom.hi = atom.hi > twin->hi ? atom.hi : twin->hi;
        atom.not_zero = atom.not_zero && twin->not_zero;
        atom.function = atom.function == twin->function ? atom.function : 0;
        if (atom.not_zero || atom.lo != INT64_MIN || atom.hi != INT64_MAX)
            guard->atom[kept++] = atom;
    }
    guard->count = kept;
}

/* Effects of different targets stay apart: a caller may know the target. */
static bool same_functions(const Guard *a, const Guard *b)
{
    Sym of_a[ATOMS_MAX] = { 0 }, of_b[ATOMS_MAX] = { 0 };
    unsigned in_a = 0, in_b = 0;
    for (unsigned i = 0; i < a->count; i++)
        if (a->atom[i].function)
            of_a[in_a++] = a->atom[i].function;
    for (unsigned i = 0; i < b->count; i++)
        if (b->atom[i].function)
            of_b[in_b++] = b->atom[i].function;
    return in_a == in_b && memcmp(of_a, of_b, sizeof of_a) == 0;
}

static bool effect_eq(const Effect *a, const Effect *b)
{
    return a->verb == b->verb && a->entry == b->entry && a->many == b->many &&
           path_eq(&a->map, &b->map) && a->has_iter == b->has_iter &&
           (!a->has_iter || path_eq(&a->iter, &b->iter)) && desc_eq(&a->key, &b->key) &&
           a->no_destroy == b->no_destroy && same_functions(&a->guard, &b->guard);
}

static void note_effect(State *state, unsigned index, bool sure)
{
    uint64_t bit = UINT64_C(1) << index;
    state->effects |= bit;
    state->surely |= sure ? bit : 0;
}

static void add_effect(Collect *collect, State *state, const Effect *effect,
                       ValueId decides, bool sure)
{
    Summary *summary = collect->summary;
    if (effect->chain && effect->chain->length >= CHAIN_MAX) {
        summary->cut_short = true;
        return;
    }
    for (unsigned i = 0; i < summary->effect_count; i++) {
        if (!effect_eq(&summary->effects[i], effect))
            continue;
        guard_widen(&summary->effects[i].guard, &effect->guard);
        if (effect->hops < summary->effects[i].hops)
            summary->effects[i].hops = effect->hops;
        collect->decides[i] = decides;
        note_effect(state, i, sure);
        return;
    }
    if (summary->effect_count == EFFECTS_MAX) {
        summary->cut_short = true;
        return;
    }
    Effect *kept = &summary->effects[summary->effect_count];
    *kept = *effect;
    collect->decides[summary->effect_count] = decides;
    note_effect(state, summary->effect_count++, sure);
}

/* Turns of the loops around an event, when all are constant; 0 otherwise. */
static int64_t turns_around(const Flow *flow, uint32_t loop)
{
    int64_t turns = loop == NO_LOOP ? 0 : 1;
    for (; loop != NO_LOOP; loop = flow->cfg.loops.items[loop].parent) {
        const Trip *trip =
            &flow->fn->blocks.items[flow->cfg.loops.items[loop].head].trip;
        bool known = trip->kind == TRIP_CONST || trip->kind == TRIP_ARRAY;
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
    Effect effect = {
        .verb = event->verb == EV_ITER ? EV_LEN : event->verb,
        .entry = event->entry,
        .keeps_iterator = event->keeps_iterator,
        .no_destroy = event->no_destroy,
        .counted = event->counted,
        .hops = event->hops,
        .law = event->law,
        .by = event->by,
        .span = event->span,
        .chain = event->chain,
        .count = event->count,
    };
    bool iterates = event->verb == EV_NEXT || event->verb == EV_END;
    if (event->verb == EV_NEW)
        return;
    effect.has_iter = event->iter && event->verb != EV_ITER &&
                      path_of_value(flow, event->iter, &effect.iter);
    bool named = event->map && path_of_value(flow, event->map, &effect.map);
    if (iterates ? !effect.has_iter : !named && !effect.has_iter)
        return;
    effect.key = describe(collect, flow, state, event->key);
    effect.val = describe(collect, flow, state, event->val);
    effect.many =
        event->many || (event->verb == EV_DELETE && event->loop != NO_LOOP &&
                        effect.key.kind == DESC_UNKNOWN && event->chain == NULL);
    effect.guard = guard_of(flow, state, event->map);
    if (effect.count == 0 && event->verb == EV_WRITE)
        effect.count = turns_around(flow, event->loop);
    add_effect(collect, state, &effect, event->decides, !event->maybe && !event->view);
}

static void collect_expose(void *ctx, Flow *flow, ValueId value)
{
    Collect *collect = ctx;
    Summary *summary = collect->summary;
    Path path;
    if (!path_of_value(flow, value, &path))
        return;
    for (unsigned i = 0; i < summary->exposed_count; i++)
        if (path_eq(&summary->exposed[i], &path))
            return;
    if (summary->exposed_count < EXPOSED_MAX)
        summary->exposed[summary->exposed_count++] = path;
    else
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
    if (!path_of_value(flow, target, &effect.map))
        return;
    for (unsigned i = 0; i < effect.arg_count; i++)
        effect.args[i] = describe(collect, flow, state, call->args[i]);
    effect.guard = guard_of(flow, state, target);
    add_effect(collect, state, &effect, 0, true);
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

static bool collect_call(void *ctx, Flow *flow, State *state, const CallSite *call,
                         StateList *out)
{
    Collect *collect = ctx;
    const Summary *summary =
        collect->oracle->summary(collect->oracle->ctx, call->callee);
    if (!summary)
        return false;
    summary_apply(summary, flow, state, call, out);
    return true;
}

static void add_store(Outcome *outcome, const Store *store)
{
    if (outcome->store_count < STORES_MAX)
        outcome->store[outcome->store_count++] = *store;
    else
        outcome->more_stores = true;
}

/* What the function stored where a caller can see it. */
static void find_stores(const Collect *collect, Flow *flow, const State *state,
                        Outcome *outcome)
{
    for (uint32_t i = 0; i < state->cells.len; i++) {
        const Cell *cell = &state->cells.items[i];
        Store store = { .span = cell->why };
        if (cell->value == value_init(flow->values, cell->addr) ||
            !path_of_address(flow, cell->addr, &store.at) ||
            (store.at.root != PATH_GLOBAL && store.at.count == 0))
            continue;
        store.value = describe(collect, flow, state, cell->value);
        held_sharing(flow, state, cell->value, cell->addr, &store.value);
        add_store(outcome, &store);
    }
    for (uint32_t i = 0; i < state->zeroed.len; i++) {
        Store store = { .span = state->zeroed.items[i].why,
                        .value = { .kind = DESC_UNKNOWN } };
        if (path_of_address(flow, state->zeroed.items[i].base, &store.at) &&
            store.at.count > 0)
            add_store(outcome, &store);
    }
}

static Store *store_at(Outcome *outcome, const Path *at)
{
    for (unsigned i = 0; i < outcome->store_count; i++)
        if (path_eq(&outcome->store[i].at, at))
            return &outcome->store[i];
    return NULL;
}

/* A place that only one of two paths set is unknown after both. */
static void merge_stores(Outcome *into, Outcome *from)
{
    for (unsigned i = 0; i < into->store_count; i++) {
        const Store *other = store_at(from, &into->store[i].at);
        if (other && other->value.shared)
            into->store[i].value.shared = true;
        if (!other || !desc_eq(&other->value, &into->store[i].value))
            into->store[i].value = (Desc){ .kind = DESC_UNKNOWN };
    }
    for (unsigned i = 0; i < from->store_count; i++) {
        if (store_at(into, &from->store[i].at))
            continue;
        from->store[i].value = (Desc){ .kind = DESC_UNKNOWN };
        add_store(into, &from->store[i]);
    }
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
            guard->atom[i].lo == 0 && guard->atom[i].hi == 0)
            return true;
    return false;
}

OutcomeKind outcome_kind(const Flow *flow, const State *state, ValueId value)
{
    int zero = value ? flow_test(flow, state, value, CMP_EQ, 0) : -1;
    return zero == 1 ? RETURNS_ZERO : zero == 0 ? RETURNS_NOT_ZERO : RETURNS_OTHER;
}

/* Which target a call was taken for is a guess: other targets end the function, too. */
static void forget_functions(Guard *guard)
{
    uint8_t kept = 0;
    for (unsigned i = 0; i < guard->count; i++)
        if (!guard->atom[i].function)
            guard->atom[kept++] = guard->atom[i];
    guard->count = kept;
}

static void collect_leave(void *ctx, Flow *flow, State *state, ValueId value)
{
    Collect *collect = ctx;
    life_leave(collect, flow, state, value);
    OutcomeKind kind = outcome_kind(flow, state, value);
    Outcome *into = &collect->summary->outcome[kind];
    Outcome *outcome = ARENA_NEW(flow->arena, Outcome);
    outcome->store = ARENA_ARRAY(flow->arena, Store, STORES_MAX);
    outcome->exists = true;
    outcome->asserted = state->asserted;
    outcome->guard = guard_of(flow, state, 0);
    forget_functions(&outcome->guard);
    outcome->result = describe(collect, flow, state, value);
    held_sharing(flow, state, value, 0, &outcome->result);
    outcome->effects = happened(collect, flow, state, value);
    flow->returned = value; /* what was stored in it goes with it */
    find_stores(collect, flow, state, outcome);
    flow->returned = 0;
    if (!into->exists) {
        *into = *outcome;
        return;
    }
    bool blurred = must_be_zero(&into->guard) || must_be_zero(&outcome->guard);
    guard_widen(&into->guard, &outcome->guard);
    into->asserted = (into->asserted && outcome->asserted) ||
                     (blurred && !must_be_zero(&into->guard));
    into->result.shared = into->result.shared || outcome->result.shared;
    if (!desc_eq(&into->result, &outcome->result))
        into->result.kind = kind == RETURNS_NOT_ZERO ? DESC_NOT_NULL : DESC_UNKNOWN;
    into->more_stores = into->more_stores || outcome->more_stores;
    merge_stores(into, outcome);
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
                          .expose = collect_expose,
                          .keep = held_keep,
                          .call_value = collect_call_value };
    Flow flow;
    flow_run(&flow, unit, fn, models, &client, arena);
    watcher->done(watcher->ctx, &flow);
    life_close(&collect, &flow);
    for (unsigned i = 0; i < summary->effect_count; i++)
        summary->effects[i].tied = (collect.tied & ~collect.free) >> i & 1;
    summary->cut_short = summary->cut_short || flow.cut_short;
    return summary;
}
