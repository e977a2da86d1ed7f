/*
 * The solver: blocks in reverse postorder, up to STATES_MAX states each, loops walked
 * TURNS_MAX times. A state that comes back to a loop head for the last time may only
 * leave the loop. Nothing is assumed of the third and later turns: this engine finds
 * faults, it proves no absence.
 */
#include "flow/flow.h"

/* What one function may cost: events run, bytes of states. What is not run then is
 * said (`cut_short`). */
enum { EVENTS_MAX = 300000, BYTES_MAX = 64 * 1024 * 1024, PENDING_MAX = 64 };

typedef struct Solver {
    Flow *flow;
    StateList *pending; /* per block */
    StateList *seen;    /* per block: states that were run */
    uint32_t events;    /* run so far */
    uint32_t next;      /* no block of smaller rank has anything pending */
    size_t used_before; /* bytes of the arena */
} Solver;

static bool spent(const Solver *solver)
{
    return solver->events > EVENTS_MAX ||
           arena_used(solver->flow->arena) - solver->used_before > BYTES_MAX;
}

static Span loop_span(const Flow *flow, BlockId head)
{
    const Block *block = &flow->fn->blocks.items[head];
    return block->events.len ? block->events.items[0].span : block->term.span;
}

/* Counters get a symbol of their own each turn, so that a key made of one differs. Its
 * number is known as long as the turns are followed one by one; the last visit stands
 * for all later ones. */
static void renew_counter(Flow *flow, State *state, uint32_t loop, VarId var)
{
    ValueId addr = value_of(flow->values, (Value){ .kind = VAL_LOCAL, .a = var });
    ValueId counter = value_of(flow->values, (Value){ .kind = VAL_COUNTER,
                                                      .a = loop,
                                                      .b = state->turns[loop],
                                                      .number = var });
    Span why = loop_span(flow, flow->cfg.loops.items[loop].head);
    ValueId before = flow_load(flow, state, addr, NULL);
    int64_t number;
    bool known =
        state->turns[loop] < TURNS_MAX && flow_number(flow, state, before, &number);
    state_drop_fact(state, counter);
    if (known)
        flow_assume(flow, state, counter, CMP_EQ, number, why);
    state_set_cell(state, flow->arena, (Cell){ addr, counter, why });
}

static void renew_counters(Flow *flow, State *state, uint32_t loop)
{
    const Loop *l = &flow->cfg.loops.items[loop];
    for (uint32_t i = 0; i < l->counted.len; i++)
        renew_counter(flow, state, loop, l->counted.items[i]);
}

/* The loop was skipped: a variable that is NULL only because of that is not proven so.
 */
static void weaken_nulls(Flow *flow, State *state, uint32_t loop)
{
    const Loop *l = &flow->cfg.loops.items[loop];
    for (uint32_t i = 0; i < l->assigned.len; i++) {
        ValueId addr = value_of(
            flow->values, (Value){ .kind = VAL_LOCAL, .a = l->assigned.items[i] });
        Cell *cell = state_cell(state, addr);
        if (cell && value_is_null(flow->values, cell->value))
            cell->value = flow_fresh(flow, state, 70 + i);
    }
}

static bool loops_back_to_itself(const Flow *flow, BlockId block)
{
    const Block *b = &flow->fn->blocks.items[block];
    for (uint32_t t = 0; t < block_target_count(b); t++)
        if (b->term.to[t] == block)
            return true;
    return false;
}

/* Turns the loop is known to make at least (at most when `most`); -1 unknown. */
static int64_t known_turns(const Flow *flow, BlockId head)
{
    const Trip *trip = &flow->fn->blocks.items[head].trip;
    bool known = trip->kind == TRIP_CONST || trip->kind == TRIP_ARRAY;
    return known && trip->bound.kind == OPND_INT ? trip->bound.number : -1;
}

/* Leaves the loops around `from` that do not hold `to`. False: not a real path. */
static bool leave_loops(Flow *flow, State *state, BlockId from, BlockId to)
{
    for (uint32_t loop = flow->cfg.loop[from]; loop != NO_LOOP;
         loop = flow->cfg.loops.items[loop].parent) {
        BlockId head = flow->cfg.loops.items[loop].head;
        if (cfg_inside(&flow->cfg, to, loop))
            break;
        bool skipped = from == head && state->turns[loop] == 0 &&
                       !loops_back_to_itself(flow, head);
        if (skipped && known_turns(flow, head) > 0)
            return false;
        if (skipped) {
            weaken_nulls(flow, state, loop);
            unset_skipped(flow, state, loop);
            mapfact_passed_by(state);
        }
        state->turns[loop] = 0;
    }
    return true;
}

static bool is_head(const Flow *flow, BlockId block, uint32_t *loop)
{
    *loop = flow->cfg.loop[block];
    return *loop != NO_LOOP && flow->cfg.loops.items[*loop].head == block;
}

/* Takes an edge; false when the path ends there. */
static bool enter(Flow *flow, State *state, BlockId from, BlockId to)
{
    uint32_t loop;
    if (!leave_loops(flow, state, from, to))
        return false;
    if (is_head(flow, to, &loop)) {
        bool back =
            cfg_inside(&flow->cfg, from, loop) && cfg_is_back(&flow->cfg, from, to);
        if (!back)
            state->turns[loop] = 0;
        else if (state->turns[loop] < TURNS_MAX)
            state->turns[loop]++;
        else
            return false;
        renew_counters(flow, state, loop);
    }
    live_trim(flow, state, to);
    return true;
}

/* On the last visit of a loop head, and when its turns are used up, only the way out.
 */
static bool edge_open(const Flow *flow, const State *state, BlockId from, BlockId to)
{
    uint32_t loop;
    if (!is_head(flow, from, &loop) || !cfg_inside(&flow->cfg, to, loop))
        return true;
    int64_t most = known_turns(flow, from);
    if (loops_back_to_itself(flow, from))
        return state->turns[loop] < TURNS_MAX;
    return state->turns[loop] < TURNS_MAX && (most < 0 || state->turns[loop] < most);
}

static void pass_on(Solver *solver, State *state, BlockId from, BlockId to)
{
    Flow *flow = solver->flow;
    if (!edge_open(flow, state, from, to) || !enter(flow, state, from, to))
        return;
    StateList *pending = &solver->pending[to];
    vec_push(flow->arena, pending, state);
    if (pending->len >= PENDING_MAX)
        states_reduce(flow, pending, STATES_MAX);
    if (flow->cfg.rank[to] < solver->next)
        solver->next = flow->cfg.rank[to];
}

static void run_switch(Solver *solver, State *state, const Terminator *term)
{
    Flow *flow = solver->flow;
    ValueId value = flow_eval(flow, state, term->cond.a);
    State *rest = state_fork(flow->arena, state);
    bool feasible = true;
    for (uint32_t i = 0; i < term->case_count; i++) {
        State *one = state_fork(flow->arena, state);
        if (flow_assume(flow, one, value, CMP_EQ, term->cases[i], term->span))
            pass_on(solver, one, flow->block, term->to[i]);
        feasible = feasible &&
                   flow_assume(flow, rest, value, CMP_NE, term->cases[i], term->span);
    }
    if (feasible)
        pass_on(solver, rest, flow->block, term->to[term->case_count]);
}

static bool span_holds(Span outer, Span inner)
{
    bool begins =
        outer.line < inner.line || (outer.line == inner.line && outer.col <= inner.col);
    bool ends = outer.end_line > inner.end_line ||
                (outer.end_line == inner.end_line && outer.end_col >= inner.end_col);
    return outer.file == inner.file && begins && ends;
}

static const Event *first_call(const Block *block)
{
    for (uint32_t i = 0; i < block->events.len; i++)
        if (block->events.items[i].verb == EV_CALL)
            return &block->events.items[i];
    return NULL;
}

enum { TESTS_BEFORE_COMPLAINT = 3 };

static bool sets_variable(const Block *block)
{
    for (uint32_t i = 0; i < block->events.len; i++)
        if (block->events.items[i].verb == EV_COPY)
            return true;
    return false;
}

/* Is something of the same macro called for nothing but its effect, now or after more
 * tests? One that uses the answer (a cast, `IS_TABLE(x)`) asks rather than complains.
 */
static bool comes_to_complain(const Flow *flow, BlockId id, Span macro, unsigned tests)
{
    const Block *block = &flow->fn->blocks.items[id];
    const Event *call = first_call(block);
    if (call)
        return call->dst == 0 && span_compare(call->span, macro) == 0;
    if (block->term.kind != TERM_BRANCH || tests == 0 || sets_variable(block) ||
        span_compare(block->term.span, macro) != 0)
        return false;
    return comes_to_complain(flow, block->term.to[0], macro, tests - 1) ||
           comes_to_complain(flow, block->term.to[1], macro, tests - 1);
}

/* Where a branch goes on, as seen in the source: its first call, or its next test. */
static Span consequence(const Flow *flow, BlockId side)
{
    const Block *block = &flow->fn->blocks.items[side];
    const Event *call = first_call(block);
    Span macro = call                              ? call->span
                 : block->term.kind == TERM_BRANCH ? block->term.span
                                                   : (Span){ 0 };
    bool complains = comes_to_complain(flow, side, macro, TESTS_BEFORE_COMPLAINT);
    return complains ? macro : (Span){ 0 };
}

/* A test that a macro makes only to complain (`LOG_ASSERT(m != NULL)`): the user holds
 * that it never fails, so the path on which it does proves nothing. The complaint then
 * stands on the name of the macro, and the test in its parentheses. */
static bool is_complaint(const Flow *flow, const Terminator *term, BlockId side,
                         Span *macro)
{
    *macro = consequence(flow, side);
    return !span_is_none(*macro) && span_holds(*macro, term->span);
}

static void weaken_inside(State *state, Span macro)
{
    for (uint32_t i = 0; i < state->facts.len; i++) {
        Fact *fact = &state->facts.items[i];
        if (fact->lo == 0 && fact->hi == 0 && span_holds(macro, fact->why))
            fact->weak = true;
    }
}

/* The event of a side that does nothing but make a value; NULL otherwise. */
static const Event *chosen_value(const Flow *flow, BlockId side)
{
    const Block *block = &flow->fn->blocks.items[side];
    bool only = block->term.kind == TERM_GOTO && block->events.len == 1;
    return only && vec_last(&block->events).dst != 0 ? &vec_last(&block->events) : NULL;
}

static bool copies_number(const Event *event)
{
    return event->verb == EV_COPY && event->args[0].kind == OPND_INT;
}

/* `m != NULL ? ref(m) : NULL` chooses a value; unlike a guard it does not say what the
 * program means to do without the map, so it is no evidence that there may be none. A
 * comparison kept as a flag (1 or 0) is a guard still. */
static bool is_choice(const Flow *flow, const Terminator *term)
{
    const Event *yes = chosen_value(flow, term->to[0]);
    const Event *no = chosen_value(flow, term->to[1]);
    return yes && no && yes->dst == no->dst &&
           !(copies_number(yes) && copies_number(no));
}

/* `while (q->jobs) job_free(q->jobs);` ends: what nobody here is seen to change has
 * changed when the turns are used up. */
static bool waits_for(Flow *flow, State *state, const Terminator *term, BlockId to)
{
    uint32_t loop;
    if (!is_head(flow, flow->block, &loop) || cfg_inside(&flow->cfg, to, loop) ||
        state->turns[loop] < TURNS_MAX || term->cond.a.kind != OPND_PLACE)
        return false;
    ValueId at = flow_address(flow, state, term->cond.a.place);
    if (value_at(flow->values, at).kind == VAL_LOCAL)
        return false;
    flow_forget(flow, state, at);
    return true;
}

static bool takes_side(Flow *flow, State *state, const Terminator *term, unsigned side)
{
    bool holds = side == 0;
    return flow_assume_cond(flow, state, &term->cond, holds, term->span) ||
           (waits_for(flow, state, term, term->to[side]) &&
            flow_assume_cond(flow, state, &term->cond, holds, term->span));
}

static void run_branch(Solver *solver, State *state, const Terminator *term)
{
    Flow *flow = solver->flow;
    State *states[2] = { state, state_fork(flow->arena, state) };
    Span macro[2];
    bool fails[2];
    if (term->to[0] == term->to[1]) { /* nothing depends on the answer */
        flow_eval(flow, state, term->cond.a);
        flow_eval(flow, state, term->cond.b);
        pass_on(solver, state, flow->block, term->to[0]);
        return;
    }
    for (unsigned i = 0; i < 2; i++)
        fails[i] = is_complaint(flow, term, term->to[i], &macro[i]);
    /* Assertions in a row, all from one macro: only the side that calls complains. */
    for (unsigned i = 0; fails[0] && fails[1] && i < 2; i++)
        if (!first_call(&flow->fn->blocks.items[term->to[i]]))
            fails[i] = false;
    for (unsigned i = 0; i < 2; i++) {
        if (!takes_side(flow, states[i], term, i))
            continue;
        states[i]->asserted = states[i]->asserted || fails[i];
        if (is_choice(flow, term))
            weaken_inside(states[i], term->span);
        for (unsigned side = 0; side < 2; side++)
            if (fails[side])
                weaken_inside(states[i], macro[side]);
        pass_on(solver, states[i], flow->block, term->to[i]);
    }
}

/* The return, or the closing brace where the function just ends. */
static Span end_span(const Flow *flow, const Terminator *term)
{
    Span span = term->span;
    if (span_is_none(span)) {
        span = flow->fn->body;
        span.line = span.end_line;
        span.col = span.end_col - (span.end_col > 1);
    }
    return span;
}

static void run_terminator(Solver *solver, State *state, const Terminator *term)
{
    Flow *flow = solver->flow;
    switch ((TermKind)term->kind) {
    case TERM_GOTO:
        pass_on(solver, state, flow->block, term->to[0]);
        break;
    case TERM_BRANCH:
        run_branch(solver, state, term);
        break;
    case TERM_SWITCH:
        run_switch(solver, state, term);
        break;
    case TERM_RETURN: {
        ValueId value = flow_eval(flow, state, term->cond.a);
        if (term->cond.a.kind == OPND_PLACE) /* a struct by value, with all it holds */
            keep_parts(flow, state, flow_address(flow, state, term->cond.a.place));
        keep_show_lost(flow, state);
        heap_show(flow, state, EV_RETURN, value, NULL, end_span(flow, term), NULL);
        flow->client->leave(flow->client->ctx, flow, state, value);
        break;
    }
    case TERM_UNREACHABLE:
        break;
    }
}

static void run_events(Solver *solver, BlockId id, StateList *states)
{
    Flow *flow = solver->flow;
    const Block *block = &flow->fn->blocks.items[id];
    for (uint32_t e = 0; e < block->events.len && states->len; e++) {
        if (spent(solver)) {
            states->len = 0; /* what did not run to its end proves nothing */
            return;
        }
        StateList after = { 0 };
        flow->site = flow->site_base[id] + e;
        flow->at = block->events.items[e].span;
        solver->events += states->len;
        for (uint32_t i = 0; i < states->len; i++)
            exec_event(flow, states->items[i], &block->events.items[e], &after);
        if (after.len > states->len)
            states_reduce(flow, &after, STATES_MAX);
        *states = after;
    }
    flow->site = flow->site_base[id] + block->events.len;
    flow->at = block->term.span;
}

static bool was_seen(const StateList *seen, const State *state)
{
    for (uint32_t i = 0; i < seen->len; i++)
        if (state_eq(seen->items[i], state))
            return true;
    return false;
}

static void run_block(Solver *solver, BlockId id)
{
    Flow *flow = solver->flow;
    StateList states = { 0 };
    StateList pending = solver->pending[id];
    solver->pending[id] = (StateList){ 0 };
    flow->block = id;
    flow->site = flow->site_base[id];
    states_reduce(flow, &pending, STATES_MAX);
    for (uint32_t i = 0; i < pending.len; i++) {
        State *state = pending.items[i];
        if (solver->seen[id].len >= VISITS_MAX) {
            flow->cut_short = true;
            break;
        }
        if (was_seen(&solver->seen[id], state))
            continue;
        vec_push(flow->arena, &solver->seen[id], state_fork(flow->arena, state));
        vec_push(flow->arena, &states, state);
    }
    run_events(solver, id, &states);
    for (uint32_t i = 0; i < states.len; i++)
        run_terminator(solver, states.items[i], &flow->fn->blocks.items[id].term);
}

static void prepare(Flow *flow)
{
    const Func *fn = flow->fn;
    uint32_t sites = 0;
    flow->cfg = cfg_build(flow->arena, fn);
    flow->site_base = ARENA_ARRAY(flow->arena, uint32_t, fn->blocks.len);
    for (uint32_t b = 0; b < fn->blocks.len; b++) {
        flow->site_base[b] = sites;
        sites += fn->blocks.items[b].events.len + 1;
    }
    flow->counted = ARENA_ARRAY(flow->arena, uint64_t, sites / 64 + 1);
    live_compute(flow);
}

void flow_run(Flow *flow, const Unit *unit, const Func *fn, const ModelSet *models,
              const FlowClient *client, Arena *arena)
{
    *flow = (Flow){ .unit = unit,
                    .fn = fn,
                    .models = models,
                    .client = client,
                    .arena = arena,
                    .values = values_new(arena) };
    prepare(flow);
    Solver solver = { .flow = flow,
                      .used_before = arena_used(arena),
                      .pending = ARENA_ARRAY(arena, StateList, fn->blocks.len),
                      .seen = ARENA_ARRAY(arena, StateList, fn->blocks.len) };
    vec_push(arena, &solver.pending[0], state_new(arena, flow->cfg.loops.len));
    while (solver.next < flow->cfg.reachable) {
        BlockId block = flow->cfg.order[solver.next];
        if (spent(&solver)) {
            flow->cut_short = true;
            return;
        }
        if (solver.pending[block].len)
            run_block(&solver, block);
        else
            solver.next++;
    }
}
