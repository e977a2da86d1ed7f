/*
 * Runs the rules: functions in order, each event to the rules that hook it.
 */
#include "check/run.h"

#include "check/report.h"
#include "summary/summary.h"

RuleChoice rule_choice_default(Arena *arena)
{
    RuleChoice choice = { .enabled = ARENA_ARRAY(arena, bool, rule_count()) };
    for (unsigned i = 0; i < rule_count(); i++)
        choice.enabled[i] = true;
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

typedef struct Run {
    RuleCtx cx;
    const RuleChoice *choice;
    CheckStats *stats;
} Run;

static void watch_event(void *ctx, Flow *flow, State *state, const MapEvent *event)
{
    Run *run = ctx;
    if (state->doubtful)
        return;
    run->cx.flow = flow;
    run->cx.state = state;
    for (unsigned i = 0; rule_table[i]; i++) {
        if (!run->choice->enabled[i] || !rule_table[i]->on[event->verb])
            continue;
        run->cx.rule = rule_table[i];
        run->cx.index = i;
        rule_table[i]->on[event->verb](&run->cx, event);
    }
}

static void watch_done(void *ctx, Flow *flow)
{
    Run *run = ctx;
    run->cx.flow = flow;
    run->cx.state = NULL;
    for (unsigned i = 0; rule_table[i]; i++) {
        run->cx.rule = rule_table[i];
        run->cx.index = i;
        if (run->choice->enabled[i] && rule_table[i]->end)
            rule_table[i]->end(&run->cx);
        run->cx.memory[i] = NULL;
    }
    run->stats->map_operations += flow->map_operations;
    run->stats->iterations += flow->iterations;
    run->stats->unmodelled += flow->unmodelled;
    run->stats->cut_short += flow->cut_short;
}

void check_unit(const Unit *unit, const ModelSet *models, const RuleChoice *choice,
                Arena *scratch, FindingList *out, CheckStats *stats)
{
    ArenaMark mark = arena_mark(scratch);
    Err err = { 0 };
    Run run = { .cx = { .unit = unit,
                        .out = out,
                        .first = out->items.len,
                        .memory = ARENA_ARRAY(scratch, void *, rule_count()) },
                .choice = choice,
                .stats = stats };
    Watcher watcher = { .ctx = &run, .event = watch_event, .done = watch_done };
    const ModelSet *all = model_over(models, scratch, unit, &err);
    SummarySet *summaries = summaries_new(scratch);
    run.cx.lazy = globals_find_lazy(scratch, unit);
    Bind *bind = bind_new(scratch, unit->intern);
    bind_add(bind, bind_read(scratch, unit));
    bind_solve(bind, all);
    summaries_bind(summaries, bind);
    Order order = order_functions(scratch, unit, all, bind);
    /* The functions' own memory is given back after each of them. */
    Arena *paths = arena_new();
    stats->functions += unit->funcs.len;
    for (uint32_t i = 0; i < order.count; i++)
        summarise(summaries, unit, &unit->funcs.items[order.funcs[i]], all, &watcher,
                  paths);
    arena_free(paths);
    arena_reset(scratch, mark);
}
