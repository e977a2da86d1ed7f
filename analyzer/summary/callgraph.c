/*
 * Which functions to run, and in which order.
 *
 * A function touches a map when it calls a modelled map function, or a function that
 * does. What frees objects in a unit that uses maps may lose a map with one; it is run
 * as well, but not its callers. Run are those and all they call, callees first
 * (postorder, with a stack of its own, for call chains can be long). A function whose
 * address is taken counts as called. Functions that call each other in a cycle stand
 * together, as a group (Tarjan, "Depth-first search and linear graph algorithms",
 * 1972). Everything is linear in functions and calls.
 */
#include "summary/linked.h"

typedef VEC(FuncId) FuncList;

typedef struct Graph {
    Program *program;
    Arena *arena;
    uint32_t *start; /* per function: its calls begin here in `calls` */
    FuncList calls;
    bool *touches, *frees;
    bool *uses_maps; /* per unit */
} Graph;

static void note_model(Graph *graph, FuncId from, const ModelSet *models, Sym name)
{
    for (const FnModel *row = model_fn(models, name); row;
         row = model_next(models, row)) {
        if (row->law || row->verb == EV_HASH)
            graph->touches[from] = true;
        else if (row->verb == EV_DISPOSE)
            graph->frees[from] = true;
    }
    if (graph->touches[from])
        graph->uses_maps[graph->program->funcs.items[from].unit] = true;
}

static void note_call(Graph *graph, FuncId from, Sym name)
{
    const Program *program = graph->program;
    uint32_t unit = program->funcs.items[from].unit;
    FuncId to = program_find(program, unit, name);
    if (to != NO_ID)
        vec_push(graph->arena, &graph->calls, to);
    note_model(graph, from, program->units.items[unit].models, name);
}

/* A call through a pointer: of all that it may be. */
static void note_pointer(Graph *graph, FuncId from, BindTerm pointer)
{
    Targets targets = bind_functions(graph->program->bind, pointer);
    for (uint32_t i = 0; i < targets.count; i++)
        note_call(graph, from, targets.func[i]);
}

static void read_calls(Graph *graph)
{
    const Program *program = graph->program;
    for (FuncId f = 0; f < program->funcs.len; f++) {
        const LinkedFunc *linked = &program->funcs.items[f];
        const BlobFunc *row =
            &program->units.items[linked->unit].blob->funcs[linked->index];
        graph->start[f] = graph->calls.len;
        if (linked->same != f)
            continue;
        for (uint32_t i = 0; i < row->callee_count; i++)
            note_call(graph, f, row->callees[i]);
        for (uint32_t i = 0; i < linked->pointer_count; i++)
            note_pointer(graph, f, linked->pointers[i]);
    }
    graph->start[program->funcs.len] = graph->calls.len;
}

/* Callers of what touches a map touch it too. */
static void spread_touches(Graph *graph)
{
    uint32_t count = graph->program->funcs.len;
    uint32_t *start = ARENA_ARRAY(graph->arena, uint32_t, count + 2);
    FuncId *callers = ARENA_ARRAY(graph->arena, FuncId, graph->calls.len + 1);
    FuncList work = { 0 };
    for (uint32_t i = 0; i < graph->calls.len; i++)
        start[graph->calls.items[i] + 2]++;
    for (FuncId f = 0; f < count; f++)
        start[f + 2] += start[f + 1];
    for (FuncId f = 0; f < count; f++) {
        for (uint32_t i = graph->start[f]; i < graph->start[f + 1]; i++)
            callers[start[graph->calls.items[i] + 1]++] = f;
        if (graph->touches[f])
            vec_push(graph->arena, &work, f);
    }
    while (work.len) {
        FuncId to = work.items[--work.len];
        for (uint32_t i = start[to]; i < start[to + 1]; i++) {
            if (graph->touches[callers[i]])
                continue;
            graph->touches[callers[i]] = true;
            vec_push(graph->arena, &work, callers[i]);
        }
    }
}

/* The search: where it stands, and what is not yet known to be a whole group. */
typedef struct Search {
    Graph *graph;
    FuncList stack, open, done; /* `done` in postorder */
    VEC(uint32_t) next;         /* beside `stack`: the call to be followed next */
    uint32_t *number, *low;     /* per function; `number` counts from 1 */
    uint32_t *group;            /* per function, callees first */
    uint32_t seen, groups;
} Search;

static void enter(Search *search, FuncId func)
{
    Arena *arena = search->graph->arena;
    search->number[func] = search->low[func] = ++search->seen;
    vec_push(arena, &search->stack, func);
    vec_push(arena, &search->open, func);
    vec_push(arena, &search->next, search->graph->start[func]);
    search->graph->program->funcs.items[func].listed = true;
}

/* All that was opened since the first function of a group belongs to it. */
static void leave(Search *search, FuncId func)
{
    vec_push(search->graph->arena, &search->done, func);
    search->stack.len--;
    search->next.len--;
    if (search->stack.len) {
        FuncId caller = vec_last(&search->stack);
        if (search->low[func] < search->low[caller])
            search->low[caller] = search->low[func];
    }
    if (search->low[func] != search->number[func])
        return;
    for (FuncId member = NO_ID; member != func;) {
        member = search->open.items[--search->open.len];
        search->group[member] = search->groups;
        search->low[member] = NO_ID; /* closed */
    }
    search->groups++;
}

/* Depth first; postorder puts callees first, and a cycle is cut where it closes. */
static void visit(Search *search, FuncId root)
{
    const Graph *graph = search->graph;
    enter(search, root);
    while (search->stack.len) {
        FuncId func = vec_last(&search->stack);
        uint32_t *at = &vec_last(&search->next);
        if (*at == graph->start[func + 1]) {
            leave(search, func);
            continue;
        }
        FuncId to = graph->calls.items[(*at)++];
        if (search->number[to] == 0)
            enter(search, to);
        else if (search->low[to] != NO_ID && search->number[to] < search->low[func])
            search->low[func] = search->number[to];
    }
}

/* Group after group, in each the functions in the order in which they were left. */
static void put_in_order(const Search *search)
{
    Program *program = search->graph->program;
    Arena *arena = program->arena;
    uint32_t *end = ARENA_ARRAY(arena, uint32_t, search->groups + 1);
    program->order = ARENA_ARRAY(arena, FuncId, search->done.len + 1);
    program->order_count = search->done.len;
    program->group_end = end;
    program->group_count = search->groups;
    for (uint32_t i = 0; i < search->done.len; i++)
        end[search->group[search->done.items[i]] + 1]++;
    for (uint32_t g = 0; g < search->groups; g++)
        end[g + 1] += end[g];
    for (uint32_t i = 0; i < search->done.len; i++) {
        FuncId func = search->done.items[i];
        program->funcs.items[func].group = search->group[func];
        program->order[end[search->group[func]]++] = func;
    }
}

void callgraph_order(Program *program)
{
    uint32_t count = program->funcs.len;
    Arena *arena = arena_new();
    Graph graph = { .program = program,
                    .arena = arena,
                    .start = ARENA_ARRAY(arena, uint32_t, count + 1),
                    .touches = ARENA_ARRAY(arena, bool, count + 1),
                    .frees = ARENA_ARRAY(arena, bool, count + 1),
                    .uses_maps = ARENA_ARRAY(arena, bool, program->units.len + 1) };
    read_calls(&graph);
    spread_touches(&graph);
    Search search = { .graph = &graph,
                      .number = ARENA_ARRAY(arena, uint32_t, count + 1),
                      .low = ARENA_ARRAY(arena, uint32_t, count + 1),
                      .group = ARENA_ARRAY(arena, uint32_t, count + 1) };
    for (FuncId f = 0; f < count; f++) {
        const LinkedFunc *func = &program->funcs.items[f];
        bool ends = graph.frees[f] && graph.uses_maps[func->unit];
        if ((graph.touches[f] || ends) && !func->listed)
            visit(&search, f);
    }
    put_in_order(&search);
    arena_free(arena);
}
