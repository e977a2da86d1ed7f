#include "check/report.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

struct Report {
    RuleCtx *cx;
    Finding *finding;
};

Flow *rule_flow(RuleCtx *cx)
{
    return cx->flow;
}

State *rule_state(RuleCtx *cx)
{
    return cx->state;
}

Arena *rule_arena(RuleCtx *cx)
{
    return cx->flow->arena;
}

void *rule_memory(RuleCtx *cx, size_t size)
{
    void **memory = &cx->memory[cx->index];
    if (!*memory)
        *memory = arena_alloc(cx->flow->arena, size);
    return *memory;
}

/* A global that is made on demand, ended by a function that others call and that has
 * not looked whether it was ever made. */
static const NilReason *lazy_global(RuleCtx *cx, ValueId map)
{
    const Flow *flow = cx->flow;
    Value value = value_at(flow->values, map);
    Value at = value_at(flow->values, value.kind == VAL_INIT ? value.a : 0);
    if (at.kind != VAL_GLOBAL || flow->fn->is_static ||
        flow_test(flow, cx->state, map, CMP_NE, 0) != -1)
        return NULL;
    Span test;
    if (!global_is_lazy(cx->program, at.a, &test))
        return NULL;
    NilReason *why = ARENA_NEW(flow->arena, NilReason);
    *why = (NilReason){ .span = test,
                        .text = "is made on demand: tested here before it is made",
                        .may = true };
    return why;
}

/* What only some paths do, deep below, hangs on more than guards tell: on bits of
 * flags, on what was made ready elsewhere. */
static bool is_far(const MapEvent *ev)
{
    enum { FAR = 3 };
    return ev->maybe && ev->chain && ev->chain->length >= FAR;
}

/* Run again by what it calls, for another object: whether that one needs the map is in
 * the data. */
static bool is_recursive(const RuleCtx *cx, const MapEvent *ev)
{
    for (const Chain *call = ev->chain; call; call = call->next)
        if (call->func == cx->flow->fn->name)
            return true;
    return false;
}

/* The map was never made on this path, nor anything else that stood in its place. */
static const NilReason *never_set(const RuleCtx *cx, const MapEvent *ev)
{
    const Var *var = flow_unset(cx->flow, cx->state, ev->map);
    if (!var || ev->maybe || ev->assumes || ev->law->has_positions)
        return NULL;
    NilReason *why = ARENA_NEW(cx->flow->arena, NilReason);
    *why = (NilReason){ .span = var->span,
                        .text = "is declared here, without a value",
                        .unset = true };
    return why;
}

const NilReason *rule_nil(RuleCtx *cx, const MapEvent *ev)
{
    if (is_far(ev) || is_recursive(cx, ev))
        return NULL;
    const NilReason *why = never_set(cx, ev);
    if (!why)
        why = flow_nil(cx->flow, cx->state, ev->map, ev->map_at);
    bool ends = ev->verb == EV_CLEAR || ev->verb == EV_FREE;
    return why || !ends || ev->chain ? why : lazy_global(cx, ev->map);
}

const IterFact *rule_dead_iteration(RuleCtx *cx, const MapEvent *ev)
{
    const IterFact *iter = ev->iter ? state_iter(cx->state, ev->iter) : NULL;
    return iter && iter->dead ? iter : NULL;
}

const MapFact *rule_map(RuleCtx *cx, ValueId map)
{
    return map ? state_map(cx->state, map) : NULL;
}

bool report_goes_on(const RuleCtx *cx)
{
    const Flow *flow = cx->flow;
    bool ends_program =
        strcmp(sym_text(flow->unit->intern, flow->fn->name), "main") == 0;
    return !ends_program && !cx->state->asserted;
}

/* ... and is it proven? */
static bool must_tidy_up(const RuleCtx *cx)
{
    return report_goes_on(cx) && !cx->state->doubtful && !cx->state->blurred;
}

bool rule_loses(RuleCtx *cx, const MapEvent *ev, const MapFact *map)
{
    ValueId returned = ev->verb == EV_RETURN ? ev->value : 0;
    bool ends = span_is_none(map->lost) ? must_tidy_up(cx) : report_goes_on(cx);
    return ends && keep_loses(cx->flow, cx->state, map, returned);
}

bool rule_leaves_open(RuleCtx *cx, const MapEvent *ev, const IterFact *it)
{
    return must_tidy_up(cx) && iter_left_open(cx->flow, cx->state, it, ev->value);
}

const char *rule_held_as(RuleCtx *cx, const MapFact *map)
{
    if (map->held_as == 0)
        return map->holder == map->map
                   ? flow_place_name(cx->flow, cx->state, map->holder)
                   : NULL;
    Str name = name_shown(sym_text(cx->flow->unit->intern, map->held_as));
    return arena_strndup(cx->flow->arena, name.p, name.n);
}

/* Not changed by the loop: built of nothing that a turn makes anew. */
static bool invariant(const Flow *flow, ValueId id, uint32_t loop)
{
    Value value = value_at(flow->values, id);
    switch ((ValueKind)value.kind) {
    case VAL_INT:
    case VAL_STR:
    case VAL_FUNC:
    case VAL_LOCAL:
    case VAL_GLOBAL:
        return true;
    case VAL_FIELD:
    case VAL_INIT:
        return invariant(flow, value.a, loop);
    case VAL_ELEM:
    case VAL_EXPR:
        return invariant(flow, value.a, loop) && invariant(flow, value.b, loop);
    case VAL_COUNTER:
        return !loop_inside(&flow->cfg, value.a, loop);
    case VAL_NONE:
    case VAL_FRESH:
    case VAL_SLOT:
        return false;
    }
    return false;
}

static bool folds(const Flow *flow, ValueId id)
{
    Value value = value_at(flow->values, id);
    if (value.kind == VAL_EXPR)
        return value.number == '%' || value.number == '&' || value.number == '/';
    if (value.kind == VAL_INIT || value.kind == VAL_FIELD)
        return folds(flow, value.a);
    return value.kind == VAL_ELEM && folds(flow, value.b);
}

/* `i % n` and `i & (n - 1)` do not repeat in a loop of at most n turns. */
static bool fold_is_wide(const Flow *flow, ValueId id, uint32_t loop)
{
    const Trip *trip = &flow->fn->blocks.items[flow->cfg.loops.items[loop].head].trip;
    Value value = value_at(flow->values, id);
    bool known = trip->kind == TRIP_CONST || trip->kind == TRIP_ARRAY;
    int64_t a = 0, b = 0;
    if (value.kind != VAL_EXPR)
        return value.kind != VAL_ELEM && value.a && fold_is_wide(flow, value.a, loop);
    if (!known || value.number == '/')
        return false;
    value_is_int(flow->values, value.a, &a);
    value_is_int(flow->values, value.b, &b);
    int64_t wide = (a > b ? a : b) + (value.number == '&');
    return trip->bound.number <= wide;
}

bool rule_key_repeats(RuleCtx *cx, ValueId key, uint32_t loop)
{
    return key && (invariant(cx->flow, key, loop) ||
                   (folds(cx->flow, key) && !fold_is_wide(cx->flow, key, loop)));
}

static bool is_constant(const Flow *flow, ValueId key)
{
    ValueKind kind = (ValueKind)value_at(flow->values, key).kind;
    return kind == VAL_INT || kind == VAL_STR;
}

const HeapFact *rule_heap(RuleCtx *cx, ValueId value)
{
    return value ? state_heap(cx->state, value) : NULL;
}

const HeapFact *rule_dead(RuleCtx *cx, ValueId value)
{
    return value ? heap_dead(cx->flow, cx->state, value) : NULL;
}

bool rule_tested(RuleCtx *cx, const MapFact *map, ValueId key)
{
    if (map->tested)
        return true;
    for (unsigned i = 0; i < map->test_count; i++)
        if (map->tests[i] == key || !is_constant(cx->flow, map->tests[i]) ||
            !is_constant(cx->flow, key))
            return true;
    return false;
}

bool rule_wrote_like(RuleCtx *cx, ValueId map, ValueId key)
{
    const ValueTable *values = cx->flow->values;
    for (uint32_t i = 0; i < cx->state->cells.len; i++) {
        Value slot = value_at(values, cx->state->cells.items[i].addr);
        if (slot.kind != VAL_SLOT || slot.a != map)
            continue;
        if (slot.b == key || (folds(cx->flow, slot.b) && folds(cx->flow, key)))
            return true;
    }
    return false;
}

bool rule_is_zero(RuleCtx *cx, ValueId value)
{
    return value == 0 || flow_test(cx->flow, cx->state, value, CMP_EQ, 0) == 1;
}

bool rule_nil_severity(const MapEvent *ev, const NilReason *why, Severity *severity)
{
    if (why->unset) {
        *severity = SEV_ERROR;
        return true;
    }
    switch ((NilAnswer)ev->law->nil[ev->verb]) {
    case NIL_OK:
        return false;
    case NIL_NOOP:
        /* Freeing NULL is the idiom everywhere it is allowed. */
        *severity = SEV_NOTE;
        return ev->verb != EV_FREE;
    case NIL_WARN:
        *severity = SEV_WARNING;
        return true;
    case NIL_CRASH:
    case NIL_PANIC:
        *severity = SEV_ERROR;
        return true;
    }
    return false;
}

const char *rule_nil_state(const NilReason *why)
{
    if (why->unset)
        return "was never given a value on this path";
    return why->may ? "may be NULL here" : "is NULL here";
}

const char *rule_nil_answer(const MapEvent *ev, const NilReason *why)
{
    if (why->unset)
        return "whatever the memory holds is taken for a map";
    switch ((NilAnswer)ev->law->nil[ev->verb]) {
    case NIL_OK:
    case NIL_NOOP:
        return "it does nothing";
    case NIL_WARN:
        return "the library prints a warning and does nothing";
    case NIL_CRASH:
        return "it crashes";
    case NIL_PANIC:
        return "it panics";
    }
    return "";
}

/* The map without the names of locals, which may be renamed: "$->table". */
static const char *normal_place(RuleCtx *cx, Arena *arena, ValueId map,
                                const char *name)
{
    Value value = value_at(cx->flow->values, map);
    while (value.kind == VAL_FIELD || value.kind == VAL_ELEM || value.kind == VAL_INIT)
        value = value_at(cx->flow->values, value.a);
    if (value.kind == VAL_GLOBAL)
        return arena_strdup(arena, name);
    return arena_printf(arena, "$%s", name + strcspn(name, "-.["));
}

static bool said_before(const RuleCtx *cx, Span at, const char *message)
{
    for (uint32_t i = 0; i < cx->out->items.len; i++) {
        const Finding *finding = &cx->out->items.items[i];
        if (finding->rule == cx->rule->id && span_compare(finding->span, at) == 0 &&
            strcmp(finding->message, message) == 0)
            return true;
    }
    return false;
}

PRINTF_LIKE(2, 0)
static const char *format(Arena *arena, const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    size_t size = n < 0 ? 1 : (size_t)n + 1;
    char *text = arena_alloc(arena, size);
    vsnprintf(text, size, fmt, again);
    va_end(again);
    return text;
}

const char *rule_text(RuleCtx *cx, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const char *text = format(cx->flow->arena, fmt, args);
    va_end(args);
    return text;
}

static const char *shown(RuleCtx *cx, Arena *arena, Sym name)
{
    Str text = name_shown(sym_text(cx->unit->intern, name));
    return arena_strndup(arena, text.p, text.n);
}

Report *rule_report(RuleCtx *cx, Span at, ValueId value, const char *name,
                    const char *fmt, ...)
{
    Arena *arena = cx->out->arena;
    va_list args;
    va_start(args, fmt);
    const char *message = format(arena, fmt, args);
    va_end(args);
    if (said_before(cx, at, message))
        return NULL;
    Finding finding = {
        .rule = cx->rule->id,
        .severity = cx->rule->severity,
        .span = at,
        .message = message,
        .advice = "",
        .function = shown(cx, arena, cx->flow->fn->name),
        .place = normal_place(cx, arena, value, name),
        .chain = "",
        .fingerprint = "",
        .tokens = "",
    };
    vec_push(arena, &cx->out->items, finding);
    Report *report = ARENA_NEW(arena, Report);
    *report = (Report){ .cx = cx, .finding = &vec_last(&cx->out->items) };
    return report;
}

void report_severity(Report *report, Severity severity)
{
    report->finding->severity = severity;
}

void report_advice(Report *report, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    report->finding->advice = format(report->cx->out->arena, fmt, args);
    va_end(args);
}

void report_step(Report *report, Span at, uint32_t depth, const char *fmt, ...)
{
    Arena *arena = report->cx->out->arena;
    va_list args;
    va_start(args, fmt);
    const char *text = format(arena, fmt, args);
    va_end(args);
    if (span_is_none(at))
        return;
    FindingStep step = { .span = at, .text = text, .depth = depth };
    vec_push(arena, &report->finding->steps, step);
}

void report_chain(Report *report, const Chain *chain, const char *what)
{
    RuleCtx *cx = report->cx;
    uint32_t depth = 1;
    for (; chain; chain = chain->next, depth++) {
        const char *name = shown(cx, cx->out->arena, chain->func);
        if (chain->next)
            report_step(report, chain->span, depth, "%s() calls %s()", name,
                        shown(cx, cx->out->arena, chain->next->func));
        else
            report_step(report, chain->span, depth, "%s() %s", name, what);
    }
}

/* "clears it" for the last call of a chain. */
static const char *verb_of_it(Report *report, Verb verb)
{
    return arena_printf(report->cx->out->arena, "%s it", verb_phrase(verb));
}

void report_iteration(Report *report, const IterFact *it, const MapEvent *advance)
{
    RuleCtx *cx = report->cx;
    const Death *death = &it->death;
    report_step(report, it->begin, 0, "the iteration over '%s' begins here", it->name);
    if (death->passed)
        report_step(report, it->begin, 0, "there are callers for which that is '%s'",
                    death->passed);
    if (death->chain)
        report_step(report, death->span, 0, "%s() is called",
                    shown(cx, cx->out->arena, death->chain->func));
    else
        report_step(report, death->span, 0, "this %s '%s'",
                    verb_phrase((Verb)death->verb), it->name);
    report_chain(report, death->chain, verb_of_it(report, (Verb)death->verb));
    bool closed = advance->verb == EV_END;
    report_step(report, advance->span, 0,
                closed ? "the iteration is closed here" : "the iteration goes on here");
    report_words(report,
                 arena_printf(cx->out->arena, "iter %s %s",
                              verb_word((Verb)death->verb), closed ? "end" : "next"));
}

/* An event of this function, or the call that leads to it. */
static void step_down(Report *report, Span at, const Chain *chain, const char *here,
                      const char *below)
{
    RuleCtx *cx = report->cx;
    if (chain)
        report_step(report, at, 0, "%s() is called",
                    shown(cx, cx->out->arena, chain->func));
    else
        report_step(report, at, 0, "%s", here);
    report_chain(report, chain, below);
}

void report_death(Report *report, const HeapFact *dead, const char *name)
{
    Verb verb = (Verb)dead->death.verb;
    const char *does = verb == EV_DISPOSE ? "frees" : verb_phrase(verb);
    step_down(report, dead->death.span, dead->death.chain,
              rule_text(report->cx, "this %s '%s'", does, name),
              rule_text(report->cx, "%s it", does));
}

void report_after(Report *report, const MapEvent *ev, const char *what)
{
    step_down(report, ev->span, ev->chain, rule_text(report->cx, "it %s here", what),
              what);
}

void report_nil(Report *report, const NilReason *why, const MapEvent *ev)
{
    RuleCtx *cx = report->cx;
    report_step(report, why->span, 0, "'%s' %s", ev->name, why->text);
    if (ev->chain)
        report_step(report, ev->span, 0, "%s() is called",
                    shown(cx, cx->out->arena, ev->chain->func));
    else
        report_step(report, ev->span, 0, "this %s '%s'", verb_phrase((Verb)ev->verb),
                    ev->name);
    report_chain(report, ev->chain, verb_of_it(report, (Verb)ev->verb));
    report_words(report,
                 arena_printf(cx->out->arena, "nil %s", verb_word((Verb)ev->verb)));
}

void report_words(Report *report, const char *words)
{
    report->finding->chain = arena_strdup(report->cx->out->arena, words);
}

void report_fix(Report *report, Span at, const char *text, const char *title)
{
    Arena *arena = report->cx->out->arena;
    Fix fix = { .title = arena_strdup(arena, title) };
    FixEdit edit = { .span = at, .text = arena_strdup(arena, text) };
    vec_push(arena, &fix.edits, edit);
    vec_push(arena, &report->finding->fixes, fix);
}

void report_guard(RuleCtx *cx, Report *report, const MapEvent *ev)
{
    Arena *arena = cx->out->arena;
    if (ev->map_at == 0)
        return;
    report_fix(report, span_before(ev->span), arena_printf(arena, "if (%s) ", ev->name),
               arena_printf(arena, "skip it when '%s' is NULL", ev->name));
}

Span span_before(Span span)
{
    span.end_line = span.line;
    span.end_col = span.col;
    return span;
}

const char *verb_phrase(Verb verb)
{
    switch (verb) {
    case EV_WRITE:
        return "inserts into";
    case EV_DELETE:
        return "deletes from";
    case EV_CLEAR:
        return "clears";
    case EV_FREE:
        return "frees";
    case EV_READ:
        return "looks up in";
    case EV_LEN:
        return "looks into";
    case EV_ITER:
        return "iterates over";
    case EV_RESERVE:
        return "resizes";
    default:
        return "changes";
    }
}
