#include "check/run.h"

#include "check/ended.h"
#include "check/filling.h"
#include "check/guarded.h"
#include "check/lived.h"
#include "check/owned.h"
#include "check/owner.h"
#include "check/report.h"
#include "check/shown.h"
#include "summary/program.h"

RuleChoice rule_choice_default(Arena *arena)
{
    RuleChoice choice = { .enabled = ARENA_ARRAY(arena, bool, rule_count()) };
    for (unsigned i = 0; i < rule_count(); i++)
        choice.enabled[i] = !rule_table[i]->on_request;
    return choice;
}

unsigned rule_count(void)
{
    unsigned count = 0;
    while (rule_table[count])
        count++;
    return count;
}

int rule_find(Str id)
{
    for (int i = 0; rule_table[i]; i++)
        if (str_is(id, rule_table[i]->id))
            return i;
    return -1;
}

/* What the last run of a function showed. */
typedef struct Found {
    const Finding *items;
    uint32_t count;
    CheckStats stats;
} Found;

typedef struct Run {
    RuleCtx cx;
    const RuleChoice *choice;
    const Pulse *pulse;
    FindingList list; /* of the function being run */
    Found *found;     /* by function */
    FuncId func;
} Run;

static void watch_begin(void *ctx, FuncId func)
{
    Run *run = ctx;
    if (run->pulse)
        run->pulse->begin(run->pulse->ctx, func);
    run->func = func;
    run->found[func] = (Found){ 0 };
    run->cx.unit =
        program_unit(run->cx.program, program_func_unit(run->cx.program, func));
    run->list = (FindingList){ .arena = run->list.arena };
}

/* A use of what has died since the path was last in the dark. */
static bool is_seen_whole(const State *state, const MapEvent *event)
{
    const HeapFact *fact =
        event->verb == EV_USE ? state_heap(state, event->value) : NULL;
    return fact && fact->dead && fact->death.blurs == state->blurs;
}

/* Is the path real, as far as can be told? What was never given a value was not given
 * one on any of the paths that were joined on the way here: one real one will do. */
static bool is_real(const Flow *flow, const State *state, const MapEvent *event)
{
    bool of_iteration = event->verb == EV_NEXT || event->verb == EV_END;
    if (event->law && flow_unset(flow, state, event->map))
        return !state->contrary;
    return !state->doubtful &&
           (!state->blurred || of_iteration || is_seen_whole(state, event));
}

static void watch_event(void *ctx, Flow *flow, State *state, const MapEvent *event)
{
    Run *run = ctx;
    run->cx.flow = flow;
    run->cx.state = state;
    lived_learn(&run->cx, event);
    guarded_learn(&run->cx, event);
    owner_learn(&run->cx, event);
    filling_learn(&run->cx, event);
    owned_learn(&run->cx, event);
    ended_learn(&run->cx, event);
    bool was_proven = event->verb == EV_COPY; /* the rule asks whether it is, or was */
    if (!was_proven && (event->doubtful || !is_real(flow, state, event)))
        return;
    for (unsigned i = 0; rule_table[i]; i++) {
        if (!run->choice->enabled[i] || !rule_table[i]->on[event->verb])
            continue;
        run->cx.rule = rule_table[i];
        run->cx.index = i;
        rule_table[i]->on[event->verb](&run->cx, event);
    }
}

static void watch_keep(void *ctx, Flow *flow, const State *state, ValueId value)
{
    owner_leaves(((Run *)ctx)->cx.program, flow, value);
    lived_exposed(((Run *)ctx)->cx.program, flow, NULL, value);
    ended_kept(((Run *)ctx)->cx.program, flow, state, value);
}

static void watch_expose(void *ctx, Flow *flow, const State *state, ValueId value)
{
    lived_exposed(((Run *)ctx)->cx.program, flow, state, value);
    ended_exposed(((Run *)ctx)->cx.program, flow, state, value);
}

static void watch_done(void *ctx, Flow *flow)
{
    Run *run = ctx;
    run->cx.flow = flow;
    run->cx.state = NULL;
    if (flow->cut_short)
        lived_unseen(run->cx.program, flow);
    for (unsigned i = 0; rule_table[i]; i++) {
        run->cx.rule = rule_table[i];
        run->cx.index = i;
        if (run->choice->enabled[i] && rule_table[i]->end)
            rule_table[i]->end(&run->cx);
        run->cx.memory[i] = NULL;
    }
    run->found[run->func] = (Found){ .items = run->list.items.items,
                                     .count = run->list.items.len,
                                     .stats = { .map_operations = flow->map_operations,
                                                .iterations = flow->iterations,
                                                .unmodelled = flow->unmodelled,
                                                .cut_short = flow->cut_short } };
}

static void keep_shown(void *ctx, PackOut *out)
{
    const Run *run = ctx;
    const Found *found = &run->found[run->func];
    shown_write(out, found->items, found->count, &found->stats);
}

static bool take_shown(void *ctx, FuncId func, PackIn *in)
{
    Run *run = ctx;
    FindingList list = { .arena = run->list.arena };
    CheckStats stats;
    if (!shown_read(in, &list, &stats))
        return false;
    run->found[func] =
        (Found){ .items = list.items.items, .count = list.items.len, .stats = stats };
    return true;
}

static void gather(const Run *run, uint32_t unit, UnitCheck *out)
{
    const Program *program = run->cx.program;
    uint32_t count = program_unit(program, unit)->funcs.len;
    Arena *arena = run->list.arena;
    out->stats.functions = count;
    for (uint32_t f = 0; f < count; f++) {
        const Found *found = &run->found[program_unit_first(program, unit) + f];
        out->stats.map_operations += found->stats.map_operations;
        out->stats.iterations += found->stats.iterations;
        out->stats.unmodelled += found->stats.unmodelled;
        out->stats.cut_short += found->stats.cut_short;
        for (uint32_t i = 0; i < found->count; i++)
            vec_push(arena, &out->findings.items, found->items[i]);
    }
}

void check_program(Program *program, const RuleChoice *choice, const Pulse *pulse,
                   Arena *arena, UnitCheck *out)
{
    Arena *scratch = arena_new();
    Run run = { .choice = choice,
                .pulse = pulse,
                .list = { .arena = arena },
                .found = ARENA_ARRAY(scratch, Found, program_func_count(program) + 1) };
    run.cx = (RuleCtx){ .program = program,
                        .out = &run.list,
                        .memory = ARENA_ARRAY(scratch, void *, rule_count()) };
    Watcher watcher = { .ctx = &run,
                        .begin = watch_begin,
                        .event = watch_event,
                        .keep = watch_keep,
                        .expose = watch_expose,
                        .done = watch_done,
                        .keep_shown = keep_shown,
                        .take_shown = take_shown };
    program_run(program, &watcher);
    FindingList files = { .arena = arena };
    const FileTable *table = program_files(program);
    vec_push(arena, &files.files, "");
    for (uint32_t i = 1; i < table->paths.len; i++)
        vec_push(arena, &files.files, program_text(program, table->paths.items[i]));
    for (uint32_t u = 0; u < program_unit_count(program); u++) {
        out[u] = (UnitCheck){ .findings = files };
        gather(&run, u, &out[u]);
    }
    arena_free(scratch);
}
