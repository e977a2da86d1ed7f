#include "check/lived.h"

#include "check/report.h"

static void tell(RuleCtx *cx, FactKind kind, Sym key, int64_t number, Span span)
{
    program_contribute(cx->program, (ProgramFact){ .kind = (uint8_t)kind,
                                                   .key = key,
                                                   .value = cx->flow->fn->name,
                                                   .number = number,
                                                   .span = span });
}

static void let_loose(Program *program, Sym place)
{
    if (place)
        program_contribute(program, (ProgramFact){ .kind = FACT_LOOSE, .key = place });
}

void lived_exposed(Program *program, Flow *flow, const State *state, ValueId value)
{
    const MapFact *map = state ? state_map(state, value) : NULL;
    let_loose(program, flow_home(flow, value, 0));
    for (uint32_t i = 0; map && i < state->cells.len; i++)
        if (state->cells.items[i].value == value)
            let_loose(program, flow_home(flow, 0, state->cells.items[i].addr));
}

void lived_unseen(Program *program, const Flow *flow)
{
    const Func *fn = flow->fn;
    for (uint32_t p = 1; p < fn->places.len; p++) {
        const Place *place = &fn->places.items[p];
        ProgramFact fact = { .kind = FACT_LOOSE };
        if (place->is_global)
            fact.key = flow->unit->globals.items[place->root].name;
        for (unsigned s = 0; s < place->count; s++)
            if (place->sel[s].kind == SEL_FIELD)
                fact.key = place->sel[s].field;
        if (fact.key)
            program_contribute(program, fact);
    }
}

/* A loop that only the end of the function or of the program ends. */
static bool is_endless(const Flow *flow, uint32_t loop)
{
    for (BlockId b = 0; b < flow->fn->blocks.len; b++) {
        const Block *block = &flow->fn->blocks.items[b];
        if (!cfg_inside(&flow->cfg, b, loop))
            continue;
        for (uint32_t t = 0; t < block_target_count(block); t++)
            if (!cfg_inside(&flow->cfg, block->term.to[t], loop))
                return false;
    }
    return true;
}

static bool runs_again(RuleCtx *cx, const MapEvent *ev)
{
    const Flow *flow = cx->flow;
    for (uint32_t loop = ev->loop; loop != NO_LOOP;
         loop = flow->cfg.loops.items[loop].parent)
        if (is_endless(flow, loop))
            return true;
    return program_facts(cx->program, FACT_STARTS, flow->fn->name).count > 0;
}

/* Is it a number that counts up: `next` of `put(map, next++)`? */
static bool counts_up(const RuleCtx *cx, ValueId key)
{
    const ValueTable *values = cx->flow->values;
    for (uint32_t i = 0; i < cx->state->cells.len; i++) {
        const Cell *cell = &cx->state->cells.items[i];
        Value sum = value_at(values, cell->value);
        int64_t step;
        if (sum.kind == VAL_EXPR && sum.number == '+' &&
            value_is_int(values, sum.b, &step) && step > 0 &&
            value_at(values, sum.a).kind == VAL_INIT &&
            value_at(values, sum.a).a == cell->addr &&
            (sum.a == key || cell->value == key))
            return true;
    }
    return false;
}

/* A copy of a literal is the same text each time. */
static bool is_of_constants(const RuleCtx *cx, ValueId made)
{
    const Origin *origin = flow_origin(cx->flow, made);
    for (uint32_t i = 0; origin && i < origin->count && i < ORIGIN_MAX; i++)
        if (value_at(cx->flow->values, origin->from[i]).kind != VAL_STR &&
            value_at(cx->flow->values, origin->from[i]).kind != VAL_INT)
            return false;
    return origin && origin->count;
}

/* Another key each time, for all that is known: a text or object made for it, or the
 * next number. */
static bool is_new_key(const RuleCtx *cx, const MapEvent *ev)
{
    const HeapFact *key = ev->key ? state_heap(cx->state, ev->key) : NULL;
    return ev->key && ((key && key->made && !is_of_constants(cx, ev->key)) ||
                       counts_up(cx, ev->key));
}

Span lived_innermost(const MapEvent *ev)
{
    Span span = ev->span;
    for (const Chain *chain = ev->chain; chain; chain = chain->next)
        span = chain->span;
    return span;
}

static void learn_started(RuleCtx *cx, const MapEvent *ev)
{
    Sym function = flow_function(cx->flow, cx->state, ev->value);
    if (function)
        tell(cx, FACT_STARTS, function, ev->kind, ev->span);
}

void lived_learn(RuleCtx *cx, const MapEvent *ev)
{
    if (ev->verb == EV_SPAWN)
        learn_started(cx, ev);
    Sym place = ev->law ? flow_home(cx->flow, ev->map, ev->map_at) : 0;
    if (!place)
        return;
    switch ((Verb)ev->verb) {
    case EV_DELETE:
    case EV_CLEAR:
    case EV_FREE:
        tell(cx, FACT_PRUNED, place, 0, lived_innermost(ev));
        break;
    case EV_LEN: /* whoever counts may set a bound */
        if (!ev->chain)
            tell(cx, FACT_LOOSE, place, 0, ev->span);
        break;
    case EV_WRITE:
        if (runs_again(cx, ev))
            tell(cx, FACT_GROWS, place, is_new_key(cx, ev), lived_innermost(ev));
        break;
    default: /* the others neither add nor remove */
        break;
    }
}

/* The place that tells of the map, of all that put something into it. */
static const ProgramFact *first_growth(Facts grows)
{
    for (unsigned i = 0; i < grows.count; i++)
        if (grows.items[i].number)
            return &grows.items[i];
    return grows.count ? &grows.items[0] : NULL;
}

bool lived_is_known(const RuleCtx *cx, Sym place)
{
    bool of_one_file = strchr(sym_text(cx->flow->unit->intern, place), '@') != NULL;
    return of_one_file || program_is_whole(cx->program);
}

const char *rule_never_pruned(RuleCtx *cx, const MapEvent *ev)
{
    Sym place = flow_home(cx->flow, ev->map, ev->map_at);
    if (!place || ev->chain || !lived_is_known(cx, place))
        return NULL;
    const ProgramFact *grows =
        first_growth(program_facts(cx->program, FACT_GROWS, place));
    bool goes = program_facts(cx->program, FACT_PRUNED, place).count ||
                program_facts(cx->program, FACT_LOOSE, place).count ||
                program_facts(cx->program, FACT_LEAVES, place).count;
    if (goes || !grows || span_compare(grows->span, ev->span) != 0 ||
        (!grows->number && !is_new_key(cx, ev)))
        return NULL;
    Str name = name_shown(sym_text(cx->unit->intern, grows->value));
    return arena_strndup(cx->flow->arena, name.p, name.n);
}
