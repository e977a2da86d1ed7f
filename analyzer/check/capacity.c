/*
 * Capacity: how many entries the loops around a write put into a map.
 *
 * The count is the product of the turns of the loops between the making of the map and
 * the write, as far as the key changes with them; a key `x % n` can only take n values.
 * Unknown turns mean no answer.
 */
#include "check/report.h"

static bool depends_on(const Flow *flow, ValueId id, uint32_t loop)
{
    Value value = value_at(flow->values, id);
    switch ((ValueKind)value.kind) {
    case VAL_COUNTER:
        return value.a == loop;
    case VAL_FRESH:
        return true; /* made on the way: may well be another one each time */
    case VAL_FIELD:
    case VAL_INIT:
        return depends_on(flow, value.a, loop);
    case VAL_ELEM:
    case VAL_EXPR:
    case VAL_SLOT:
        return depends_on(flow, value.a, loop) || depends_on(flow, value.b, loop);
    default:
        return false;
    }
}

/* n when the key is `x % n` or an element with such an index; else 0. */
static int64_t modulus(const Flow *flow, ValueId id)
{
    Value value = value_at(flow->values, id);
    int64_t number;
    if (value.kind == VAL_EXPR && value.number == '%' &&
        value_is_int(flow->values, value.b, &number))
        return number;
    if (value.kind == VAL_INIT || value.kind == VAL_FIELD)
        return modulus(flow, value.a);
    return value.kind == VAL_ELEM ? modulus(flow, value.b) : 0;
}

/* Is there a way round the loop that does not pass the block? */
static bool skippable(const Flow *flow, uint32_t loop, BlockId block)
{
    const Cfg *cfg = &flow->cfg;
    BlockId head = cfg->loops.items[loop].head;
    bool *seen = ARENA_ARRAY(flow->arena, bool, cfg->count);
    VEC(BlockId) work = { 0 };
    if (block == head)
        return false;
    vec_push(flow->arena, &work, head);
    seen[block] = true;
    while (work.len) {
        BlockId at = work.items[--work.len];
        const Block *b = &flow->fn->blocks.items[at];
        for (uint32_t t = 0; t < block_target_count(b); t++) {
            BlockId to = b->term.to[t];
            if (to == head && at != block)
                return true;
            if (seen[to] || !cfg_inside(cfg, to, loop))
                continue;
            seen[to] = true;
            vec_push(flow->arena, &work, to);
        }
    }
    return false;
}

bool rule_each_turn(RuleCtx *cx, uint32_t loop, Span at)
{
    const Func *fn = cx->flow->fn;
    for (BlockId b = 0; b < fn->blocks.len; b++)
        for (uint32_t e = 0; e < fn->blocks.items[b].events.len; e++)
            if (span_compare(fn->blocks.items[b].events.items[e].span, at) == 0)
                return cfg_inside(&cx->flow->cfg, b, loop) &&
                       !skippable(cx->flow, loop, b);
    return false;
}

typedef struct Count {
    int64_t number;   /* product of the constant counts */
    const char *text; /* the one symbolic count, or NULL */
    bool at_most;
} Count;

/* A bound that had its value when the map was made: one from outside the function. */
static bool known_before(RuleCtx *cx, Operand bound)
{
    ValueId value = flow_eval(cx->flow, cx->state, bound);
    return value_at(cx->flow->values, value).kind == VAL_INIT;
}

/* `len(map)`, or `map.size()` where the name says of which type it is a member. */
static const char *length_call(RuleCtx *cx, Sym name, const char *map)
{
    Str shown = name_shown(sym_text(cx->unit->intern, name));
    for (size_t i = shown.n; i > 1; i--)
        if (shown.p[i - 1] == ':' && shown.p[i - 2] == ':')
            return rule_text(cx, "%s.%.*s()", map, (int)(shown.n - i), shown.p + i);
    return rule_text(cx, "%.*s(%s)", (int)shown.n, shown.p, map);
}

/* The iteration over another map that makes the loop turn. */
static const char *length_of_iterated(RuleCtx *cx, uint32_t loop, ValueId target)
{
    const Flow *flow = cx->flow;
    for (uint32_t i = 0; i < cx->state->iters.len; i++) {
        const IterFact *iter = &cx->state->iters.items[i];
        if (iter->loop != loop || !iter->open || iter->map == target)
            continue;
        for (unsigned m = 0; m < model_count(flow->models); m++) {
            const FnModel *row = model_at(flow->models, m);
            if (row->law == iter->law && row->verb == EV_LEN)
                return length_call(cx, row->name, iter->name);
        }
    }
    return NULL;
}

/* A key of which nothing is known any more, not even whether it changes. */
static bool is_blurred(const Flow *flow, ValueId key)
{
    return key && value_at(flow->values, key).kind == VAL_FRESH &&
           value_at(flow->values, key).a >= SITE_SYNTHETIC;
}

static bool add_loop(RuleCtx *cx, uint32_t loop, ValueId key, ValueId map, Count *count)
{
    const Flow *flow = cx->flow;
    const Trip *trip = &flow->fn->blocks.items[flow->cfg.loops.items[loop].head].trip;
    if (key && !depends_on(flow, key, loop))
        return true;
    count->at_most = count->at_most || trip->may_leave;
    switch ((TripKind)trip->kind) {
    case TRIP_CONST:
    case TRIP_ARRAY:
        if (trip->bound.number <= 0 || trip->bound.number > INT32_MAX ||
            count->number > INT32_MAX)
            return false;
        count->number *= trip->bound.number;
        return true;
    case TRIP_PLACE:
        if (count->text || trip->text == 0 || !known_before(cx, trip->bound))
            return false;
        count->text = sym_text(cx->unit->intern, trip->text);
        return true;
    case TRIP_NONE:
    case TRIP_UNKNOWN:
        if (!count->text)
            return (count->text = length_of_iterated(cx, loop, map)) != NULL;
        return false;
    }
    return false;
}

static bool count_loops(RuleCtx *cx, const MapEvent *ev, const MapFact *map,
                        Count *count)
{
    const Flow *flow = cx->flow;
    uint32_t loop = ev->loop;
    bool any = ev->count > 0;
    *count = (Count){ .number = ev->count > 0 ? ev->count : 1 };
    if (is_blurred(flow, ev->key))
        return false;
    for (; loop != map->loop; loop = flow->cfg.loops.items[loop].parent) {
        /* On the second turn, so that a map emptied in the loop is seen to be. */
        if (loop == NO_LOOP || cx->state->turns[loop] == 0)
            return false;
        if (!add_loop(cx, loop, ev->chain ? 0 : ev->key, map->map, count))
            return false;
        any = true;
        if (skippable(flow, loop, ev->block))
            count->at_most = true;
    }
    return any;
}

Growth rule_growth(const MapLaw *law, int64_t entries)
{
    /* Go's way: one bucket of `slots`, doubled when the average load is reached. */
    Growth growth = { .buckets = 1 };
    int64_t full = law->slots;
    while (full > 0 && entries > full) {
        growth.count++;
        growth.copied += full;
        growth.buckets *= 2;
        full = growth.buckets * law->load_num / (law->load_den ? law->load_den : 1);
    }
    return growth;
}

bool rule_capacity(RuleCtx *cx, const MapEvent *ev, const MapFact *map, Capacity *out)
{
    Count count;
    if (!count_loops(cx, ev, map, &count))
        return false;
    int64_t most = ev->chain ? 0 : modulus(cx->flow, ev->key);
    if (most > 0 && (count.text || most < count.number)) {
        count.number = most;
        count.text = NULL;
    }
    *out = (Capacity){ .at_most = count.at_most };
    if (count.text) {
        out->text = count.number == 1
                        ? count.text
                        : arena_printf(cx->flow->arena, "%lld * (%s)",
                                       (long long)count.number, count.text);
        return true;
    }
    out->number = count.number;
    out->text = arena_printf(cx->flow->arena, "%lld", (long long)count.number);
    return count.number > 1;
}
