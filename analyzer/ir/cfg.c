#include "ir/cfg.h"

uint32_t block_target_count(const Block *block)
{
    switch ((TermKind)block->term.kind) {
    case TERM_GOTO:
        return 1;
    case TERM_BRANCH:
        return 2;
    case TERM_SWITCH:
        return block->term.case_count + 1;
    case TERM_RETURN:
    case TERM_UNREACHABLE:
        return 0;
    }
    return 0;
}

typedef struct Visit {
    BlockId block;
    uint32_t left; /* targets still to visit */
} Visit;

/* Depth first with its own stack, later targets first, so that to[0] gets the smaller
 * rank. Fills `order` from its end. */
static void number_blocks(Arena *arena, const Func *fn, Cfg *cfg)
{
    VEC(Visit) stack = { 0 };
    bool *seen = ARENA_ARRAY(arena, bool, cfg->count);
    BlockId *post = ARENA_ARRAY(arena, BlockId, cfg->count);
    uint32_t done = 0;
    vec_push(arena, &stack, ((Visit){ 0, block_target_count(&fn->blocks.items[0]) }));
    seen[0] = true;
    while (stack.len) {
        Visit *top = &vec_last(&stack);
        if (top->left == 0) {
            post[done++] = top->block;
            stack.len--;
            continue;
        }
        BlockId to = fn->blocks.items[top->block].term.to[--top->left];
        if (seen[to])
            continue;
        seen[to] = true;
        uint32_t targets = block_target_count(&fn->blocks.items[to]);
        vec_push(arena, &stack, ((Visit){ to, targets }));
    }
    for (uint32_t i = 0; i < cfg->count; i++)
        cfg->rank[i] = NO_ID;
    for (uint32_t i = 0; i < done; i++) {
        cfg->order[i] = post[done - 1 - i];
        cfg->rank[cfg->order[i]] = i;
    }
    cfg->reachable = done;
}

typedef struct Edges {
    uint32_t *start; /* per block, into `from` */
    BlockId *from;
} Edges;

static Edges predecessors(Arena *arena, const Func *fn, const Cfg *cfg)
{
    Edges edges = { .start = ARENA_ARRAY(arena, uint32_t, cfg->count + 1) };
    uint32_t total = 0;
    for (uint32_t i = 0; i < cfg->reachable; i++) {
        const Block *block = &fn->blocks.items[cfg->order[i]];
        for (uint32_t t = 0; t < block_target_count(block); t++, total++)
            edges.start[block->term.to[t] + 1]++;
    }
    for (uint32_t i = 0; i < cfg->count; i++)
        edges.start[i + 1] += edges.start[i];
    edges.from = ARENA_ARRAY(arena, BlockId, total + 1);
    uint32_t *fill =
        arena_copy(arena, edges.start, sizeof(uint32_t) * (cfg->count + 1));
    for (uint32_t i = 0; i < cfg->reachable; i++) {
        const Block *block = &fn->blocks.items[cfg->order[i]];
        for (uint32_t t = 0; t < block_target_count(block); t++)
            edges.from[fill[block->term.to[t]]++] = cfg->order[i];
    }
    return edges;
}

/* The outermost loop found so far around the block. */
static uint32_t outermost(const Cfg *cfg, BlockId block)
{
    uint32_t loop = cfg->loop[block];
    while (loop != NO_LOOP && cfg->loops.items[loop].parent != NO_LOOP)
        loop = cfg->loops.items[loop].parent;
    return loop;
}

/* Gives every block that reaches a back edge to `head` the loop of that head; loops met
 * on the way become its children. Heads come in falling rank, so inner loops are done.
 */
static void fill_loop(Arena *arena, Cfg *cfg, const Edges *edges, BlockId head)
{
    VEC(BlockId) work = { 0 };
    for (uint32_t e = edges->start[head]; e < edges->start[head + 1]; e++)
        if (cfg_is_back(cfg, edges->from[e], head))
            vec_push(arena, &work, edges->from[e]);
    if (work.len == 0)
        return;
    uint32_t self = cfg->loops.len;
    vec_push(arena, &cfg->loops, ((Loop){ .head = head }));
    if (cfg->loop[head] == NO_LOOP)
        cfg->loop[head] = self;
    while (work.len) {
        BlockId block = work.items[--work.len];
        uint32_t top = outermost(cfg, block);
        if (top == self || cfg->rank[block] < cfg->rank[head])
            continue;
        if (top == NO_LOOP)
            cfg->loop[block] = self;
        else
            cfg->loops.items[top].parent = self;
        BlockId from = top == NO_LOOP ? block : cfg->loops.items[top].head;
        if (from == head)
            continue;
        for (uint32_t e = edges->start[from]; e < edges->start[from + 1]; e++)
            vec_push(arena, &work, edges->from[e]);
    }
}

static bool has_var(const VarId *vars, uint32_t count, VarId var)
{
    for (uint32_t i = 0; i < count; i++)
        if (vars[i] == var)
            return true;
    return false;
}

static void note_assigned(Arena *arena, const Func *fn, Cfg *cfg, uint32_t loop,
                          const Event *event)
{
    const Place *place = &fn->places.items[event->dst];
    if (event->dst == 0 || place->is_global || place->count > 0)
        return;
    for (; loop != NO_LOOP; loop = cfg->loops.items[loop].parent) {
        Loop *l = &cfg->loops.items[loop];
        if (!has_var(l->assigned.items, l->assigned.len, place->root))
            vec_push(arena, &l->assigned, place->root);
        if (event->verb == EV_COMPUTE && !fn->vars.items[place->root].is_temp &&
            !has_var(l->counted.items, l->counted.len, place->root))
            vec_push(arena, &l->counted, place->root);
    }
}

/* `i++` may be a compute into a temporary that is copied to `i`: such a copy counts. */
static void note_counted_copies(Arena *arena, const Func *fn, Cfg *cfg)
{
    for (uint32_t r = 0; r < cfg->reachable; r++) {
        const Block *block = &fn->blocks.items[cfg->order[r]];
        for (uint32_t i = 1; i < block->events.len; i++) {
            const Event *compute = &block->events.items[i - 1];
            const Event *copy = &block->events.items[i];
            if (compute->verb != EV_COMPUTE || copy->verb != EV_COPY ||
                copy->args[0].kind != OPND_PLACE || copy->args[0].place != compute->dst)
                continue;
            Event as_compute = *copy;
            as_compute.verb = EV_COMPUTE;
            note_assigned(arena, fn, cfg, cfg->loop[cfg->order[r]], &as_compute);
        }
    }
}

Cfg cfg_build(Arena *arena, const Func *fn)
{
    Cfg cfg = { .count = fn->blocks.len };
    cfg.order = ARENA_ARRAY(arena, BlockId, cfg.count);
    cfg.rank = ARENA_ARRAY(arena, uint32_t, cfg.count);
    cfg.loop = ARENA_ARRAY(arena, uint32_t, cfg.count);
    number_blocks(arena, fn, &cfg);
    vec_push(arena, &cfg.loops, ((Loop){ 0 }));
    Edges edges = predecessors(arena, fn, &cfg);
    for (uint32_t i = cfg.reachable; i-- > 0;)
        fill_loop(arena, &cfg, &edges, cfg.order[i]);
    if (cfg.loops.len == 1)
        return cfg;
    for (uint32_t r = 0; r < cfg.reachable; r++) {
        const Block *block = &fn->blocks.items[cfg.order[r]];
        for (uint32_t i = 0; i < block->events.len; i++)
            note_assigned(arena, fn, &cfg, cfg.loop[cfg.order[r]],
                          &block->events.items[i]);
    }
    note_counted_copies(arena, fn, &cfg);
    return cfg;
}

bool cfg_is_back(const Cfg *cfg, BlockId from, BlockId to)
{
    return cfg->rank[to] <= cfg->rank[from];
}

bool loop_inside(const Cfg *cfg, uint32_t inner, uint32_t outer)
{
    if (outer == NO_LOOP)
        return true;
    for (; inner != NO_LOOP; inner = cfg->loops.items[inner].parent)
        if (inner == outer)
            return true;
    return false;
}

bool cfg_inside(const Cfg *cfg, BlockId block, uint32_t loop)
{
    return loop_inside(cfg, cfg->loop[block], loop);
}
