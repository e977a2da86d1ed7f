/*
 * Which functions to run, and in which order.
 *
 * A function touches a map when it calls a modelled map function, or a function that
 * does. Run are those and all they call, callees first (postorder, with a stack of
 * its own, for call chains can be long). A function whose
 * address is taken counts as called.
 */
#include "summary/summary.h"

#define RMAP_NAME            funcmap
#define RMAP_KEY             Sym
#define RMAP_VALUE           uint32_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

typedef VEC(uint32_t) Indices;

typedef struct Graph {
    Arena *arena;
    const Unit *unit;
    const ModelSet *models;
    funcmap *by_name;
    const Bind *bind;
    Indices *calls; /* per function */
    bool *touches;
} Graph;

static void note_function(Graph *graph, uint32_t from, Sym name)
{
    for (const FnModel *row = model_fn(graph->models, name); row;
         row = model_next(graph->models, row))
        if (row->law)
            graph->touches[from] = true;
    const uint32_t *to = funcmap_get(graph->by_name, name);
    if (to)
        vec_push(graph->arena, &graph->calls[from], *to);
}

/* A call through a pointer: the functions that it may be. */
static void note_targets(Graph *graph, uint32_t from, PlaceId pointer)
{
    const Func *fn = &graph->unit->funcs.items[from];
    BindTerm node = bind_place(graph->unit, fn, &fn->places.items[pointer]);
    Targets targets = bind_functions(graph->bind, node);
    for (uint32_t i = 0; i < targets.count; i++)
        note_function(graph, from, targets.func[i]);
}

static void note_event(Graph *graph, uint32_t from, const Event *event)
{
    if (event->callee.kind == OPND_FUNC)
        note_function(graph, from, event->callee.sym);
    if (event->callee.kind == OPND_PLACE && graph->bind)
        note_targets(graph, from, event->callee.place);
    for (unsigned a = 0; a < event->arg_count; a++)
        if (event->args[a].kind == OPND_FUNC)
            note_function(graph, from, event->args[a].sym);
}

static void read_calls(Graph *graph)
{
    const Unit *unit = graph->unit;
    for (uint32_t f = 0; f < unit->funcs.len; f++)
        funcmap_put(graph->by_name, unit->funcs.items[f].name, f);
    for (uint32_t f = 0; f < unit->funcs.len; f++) {
        const Func *fn = &unit->funcs.items[f];
        for (uint32_t b = 0; b < fn->blocks.len; b++)
            for (uint32_t e = 0; e < fn->blocks.items[b].events.len; e++)
                note_event(graph, f, &fn->blocks.items[b].events.items[e]);
    }
}

/* Callers of what touches a map touch it too. */
static void spread_touches(Graph *graph)
{
    uint32_t count = graph->unit->funcs.len;
    Indices *callers = ARENA_ARRAY(graph->arena, Indices, count);
    Indices work = { 0 };
    for (uint32_t f = 0; f < count; f++) {
        for (uint32_t i = 0; i < graph->calls[f].len; i++)
            vec_push(graph->arena, &callers[graph->calls[f].items[i]], f);
        if (graph->touches[f])
            vec_push(graph->arena, &work, f);
    }
    while (work.len) {
        const Indices *from = &callers[work.items[--work.len]];
        for (uint32_t i = 0; i < from->len; i++) {
            if (graph->touches[from->items[i]])
                continue;
            graph->touches[from->items[i]] = true;
            vec_push(graph->arena, &work, from->items[i]);
        }
    }
}

/* Depth first from every function that touches a map; postorder puts callees first, and
 * a cycle is cut where it closes (its functions know nothing of each other yet). */
static void visit(Graph *graph, uint32_t root, uint8_t *seen, Order *order)
{
    Indices stack = { 0 }, next = { 0 };
    vec_push(graph->arena, &stack, root);
    vec_push(graph->arena, &next, 0);
    seen[root] = 1;
    while (stack.len) {
        uint32_t f = vec_last(&stack), *at = &vec_last(&next);
        if (*at == graph->calls[f].len) {
            order->funcs[order->count++] = f;
            stack.len--;
            next.len--;
            continue;
        }
        uint32_t to = graph->calls[f].items[(*at)++];
        if (seen[to])
            continue;
        seen[to] = 1;
        vec_push(graph->arena, &stack, to);
        vec_push(graph->arena, &next, 0);
    }
}

Order order_functions(Arena *arena, const Unit *unit, const ModelSet *models,
                      const Bind *bind)
{
    uint32_t count = unit->funcs.len;
    RmapOptions options = arena_map_options(arena);
    Graph graph = { .arena = arena,
                    .unit = unit,
                    .models = models,
                    .bind = bind,
                    .by_name = funcmap_make_with(count, &options),
                    .calls = ARENA_ARRAY(arena, Indices, count),
                    .touches = ARENA_ARRAY(arena, bool, count) };
    Order order = { .funcs = ARENA_ARRAY(arena, uint32_t, count),
                    .touches = graph.touches };
    uint8_t *seen = ARENA_ARRAY(arena, uint8_t, count);
    read_calls(&graph);
    spread_touches(&graph);
    for (uint32_t f = 0; f < count; f++)
        if (graph.touches[f] && !seen[f])
            visit(&graph, f, seen, &order);
    return order;
}
