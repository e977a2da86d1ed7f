/*
 * The end of a function: jumps to labels are filled in, and what was built in scratch
 * memory is tidied and copied into the unit.
 *
 * Building makes more blocks than a reader or a solver wants: joins of branches that
 * never come back, code behind a return, chains of empty blocks. Here empty blocks are
 * skipped, straight runs become one block, the rest is numbered in reverse postorder
 * (which puts a loop's body before what follows the loop).
 */
#include "front/build.h"

/* ---- labels ---- */

static uint32_t find_label(Build *b, Sym name)
{
    for (uint32_t i = 0; i < b->labels.len; i++)
        if (b->labels.items[i].name == name)
            return i;
    vec_push(b->arena, &b->labels,
             ((BuildLabel){ .name = name, .block = build_block(b) }));
    return b->labels.len - 1;
}

void build_label(Build *b, Sym name)
{
    uint32_t id = find_label(b, name); /* may move the labels */
    BuildLabel *label = &b->labels.items[id];
    label->is_defined = true;
    label->defers = b->defers;
    label->frame = b->frame;
    build_fall(b, label->block);
}

static void add_goto(Build *b, uint32_t label, Span span)
{
    vec_push(b->arena, &b->gotos,
             ((BuildGoto){ .label = label,
                           .from = b->block,
                           .defers = b->defers,
                           .frame = b->frame,
                           .span = span }));
    build_unreachable(b, span);
}

void build_goto_label(Build *b, Sym name)
{
    add_goto(b, find_label(b, name), (Span){ 0 });
}

void build_label_address(Build *b, Sym name)
{
    uint32_t id = find_label(b, name);
    b->labels.items[id].address_taken = true;
}

void build_goto_computed(Build *b, Span span)
{
    add_goto(b, NO_ID, span);
}

/* Whether the jump and the label stand in a common scope at this deferred call. */
static bool still_open(const Defer *defer, const Defer *label)
{
    while (label && label->depth > defer->depth)
        label = label->below;
    return label == defer;
}

/* The calls of the scopes that the jump leaves, then the jump. */
static void land(Build *b, const BuildGoto *jump, const BuildLabel *label)
{
    for (const Defer *d = jump->defers; d && !still_open(d, label->defers);
         d = d->below)
        build_call(b, 0, d->callee, d->argument.kind != OPND_NONE, &d->argument,
                   d->span);
    for (const Frame *frame = jump->frame; frame; frame = frame->outer) {
        const Frame *around = label->frame;
        while (around && around != frame)
            around = around->outer;
        if (!around && frame->is_loop)
            b->fn.blocks.items[frame->head].trip.may_leave = true;
    }
    build_goto(b, label->block);
}

/* Any label whose address was taken, or a place that is not known. */
static void land_computed(Build *b, const BuildGoto *jump)
{
    for (uint32_t i = 0; i < b->labels.len; i++) {
        const BuildLabel *label = &b->labels.items[i];
        if (!label->address_taken || !label->is_defined)
            continue;
        BlockId here = build_block(b), rest = build_block(b);
        build_branch(b, (Cond){ .cmp = CMP_NONE }, here, rest, jump->span);
        build_start(b, here);
        land(b, jump, label);
        build_start(b, rest);
    }
    build_unreachable(b, jump->span);
}

static void land_all(Build *b)
{
    for (uint32_t i = 0; i < b->gotos.len; i++) {
        const BuildGoto *jump = &b->gotos.items[i];
        build_start(b, jump->from);
        if (jump->label == NO_ID)
            land_computed(b, jump);
        else if (b->labels.items[jump->label].is_defined)
            land(b, jump, &b->labels.items[jump->label]);
    }
}

/* ---- tidying ---- */

static uint32_t target_count(const Terminator *term)
{
    switch ((TermKind)term->kind) {
    case TERM_GOTO:
        return 1;
    case TERM_BRANCH:
        return 2;
    case TERM_SWITCH:
        return term->case_count + 1;
    case TERM_RETURN:
    case TERM_UNREACHABLE:
        break;
    }
    return 0;
}

/* Where a jump to `id` really ends: past empty blocks. Bounded, for empty endless
 * loops. */
static BlockId past_empty(const Func *fn, BlockId id)
{
    for (unsigned steps = 0; steps < 64; steps++) {
        const Block *block = &fn->blocks.items[id];
        if (block->events.len || block->term.kind != TERM_GOTO ||
            block->trip.kind != TRIP_NONE || block->term.to[0] == id)
            break;
        id = block->term.to[0];
    }
    return id;
}

/* A branch whose two ways are one is a jump. */
static void skip_empty(Func *fn)
{
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        Terminator *term = &fn->blocks.items[i].term;
        for (uint32_t k = 0; k < target_count(term); k++)
            term->to[k] = past_empty(fn, term->to[k]);
    }
}

typedef struct Order {
    VEC(BlockId) blocks; /* reachable, in postorder */
    uint32_t *preds;     /* how many reachable jumps lead to each */
} Order;

typedef struct Step {
    BlockId block;
    uint32_t left; /* targets not visited yet; the last goes first */
} Step;

static Order find_order(Func *fn, Arena *arena)
{
    Order order = { .preds = ARENA_ARRAY(arena, uint32_t, fn->blocks.len) };
    VEC(Step) stack = { 0 };
    order.preds[0] = 1;
    vec_push(arena, &stack, ((Step){ 0, target_count(&fn->blocks.items[0].term) }));
    while (stack.len) {
        Step *top = &vec_last(&stack);
        if (top->left == 0) {
            vec_push(arena, &order.blocks, top->block);
            stack.len--;
            continue;
        }
        BlockId to = fn->blocks.items[top->block].term.to[--top->left];
        if (order.preds[to]++ == 0)
            vec_push(arena, &stack,
                     ((Step){ to, target_count(&fn->blocks.items[to].term) }));
    }
    return order;
}

/* Appends blocks that only this one leads to; they are left without a way in. */
static void join_run(Func *fn, Arena *arena, Order *order, BlockId id)
{
    Block *block = &fn->blocks.items[id];
    while (block->term.kind == TERM_GOTO) {
        BlockId to = block->term.to[0];
        const Block *next = &fn->blocks.items[to];
        if (to == id || to == 0 || order->preds[to] != 1)
            break;
        for (uint32_t i = 0; i < next->events.len; i++)
            vec_push(arena, &block->events, next->events.items[i]);
        block->term = next->term;
        order->preds[to] = 0;
    }
}

/* A head that no later block jumps back to is no loop: `do { } while (0)`, or a loop
 * that always leaves in its first turn. */
static void drop_false_heads(Func *fn, Arena *arena, const Order *order)
{
    bool *is_loop = ARENA_ARRAY(arena, bool, fn->blocks.len);
    bool *seen = ARENA_ARRAY(arena, bool, fn->blocks.len);
    for (uint32_t i = order->blocks.len; i-- > 0;) {
        BlockId id = order->blocks.items[i];
        seen[id] = true;
        const Terminator *term = &fn->blocks.items[id].term;
        for (uint32_t k = 0; k < target_count(term); k++)
            if (seen[term->to[k]])
                is_loop[term->to[k]] = true;
    }
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        if (!is_loop[i])
            fn->blocks.items[i].trip = (Trip){ 0 };
}

/* Every block in reverse postorder: a run is joined at its first block. */
static void tidy(Func *fn, Arena *arena)
{
    Order order = find_order(fn, arena);
    drop_false_heads(fn, arena, &order);
    skip_empty(fn);
    order = find_order(fn, arena);
    for (uint32_t i = order.blocks.len; i-- > 0;) {
        BlockId id = order.blocks.items[i];
        if (order.preds[id])
            join_run(fn, arena, &order, id);
    }
}

/* ---- copying ---- */

static void copy_events(Unit *unit, const Block *from, Block *to)
{
    Arena *arena = unit->arena;
    to->events.items =
        arena_copy(arena, from->events.items, from->events.len * sizeof(Event));
    to->events.len = to->events.cap = from->events.len;
    for (uint32_t i = 0; i < to->events.len; i++) {
        Event *event = &to->events.items[i];
        event->args =
            arena_copy(arena, event->args, event->arg_count * sizeof(Operand));
    }
}

static void copy_term(Unit *unit, Terminator *term, const BlockId *numbers)
{
    uint32_t count = target_count(term);
    term->to = arena_copy(unit->arena, term->to, count * sizeof(BlockId));
    term->cases =
        arena_copy(unit->arena, term->cases, term->case_count * sizeof(int64_t));
    for (uint32_t i = 0; i < count; i++)
        term->to[i] = numbers[term->to[i]];
}

static void copy_func(Unit *unit, const Func *from, Arena *scratch, const Order *order)
{
    Arena *arena = unit->arena;
    BlockId *numbers = ARENA_ARRAY(scratch, BlockId, from->blocks.len);
    uint32_t count = order->blocks.len;
    for (uint32_t i = 0; i < count; i++)
        numbers[order->blocks.items[i]] = count - 1 - i;
    Func fn = *from;
    fn.vars.items = arena_copy(arena, fn.vars.items, fn.vars.len * sizeof(Var));
    fn.vars.cap = fn.vars.len;
    fn.places.items = arena_copy(arena, fn.places.items, fn.places.len * sizeof(Place));
    fn.places.cap = fn.places.len;
    fn.blocks.items = ARENA_ARRAY(arena, Block, count);
    fn.blocks.len = fn.blocks.cap = count;
    for (uint32_t i = 0; i < count; i++) {
        const Block *old = &from->blocks.items[order->blocks.items[i]];
        Block *block = &fn.blocks.items[count - 1 - i];
        *block = *old;
        copy_events(unit, old, block);
        copy_term(unit, &block->term, numbers);
    }
    vec_push(arena, &unit->funcs, fn);
}

void build_end(Build *b)
{
    build_return(b, (Operand){ .kind = OPND_NONE }, (Span){ 0 });
    land_all(b);
    tidy(&b->fn, b->arena);
    Order order = find_order(&b->fn, b->arena);
    copy_func(b->unit, &b->fn, b->arena, &order);
}
