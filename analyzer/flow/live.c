/*
 * Which variables may still be read. States that differ only in what nobody will read
 * again are equal; without this, every temporary would keep paths apart.
 */
#include "flow/flow.h"

static void set(uint64_t *bits, VarId var)
{
    bits[var / 64] |= UINT64_C(1) << (var % 64);
}

static void unset(uint64_t *bits, VarId var)
{
    bits[var / 64] &= ~(UINT64_C(1) << (var % 64));
}

static bool is_set(const uint64_t *bits, VarId var)
{
    return bits[var / 64] >> (var % 64) & 1;
}

static void read_place(const Func *fn, uint64_t *bits, PlaceId id)
{
    const Place *place = &fn->places.items[id];
    if (id == 0)
        return;
    if (!place->is_global)
        set(bits, place->root);
    for (unsigned i = 0; i < place->count; i++)
        if (place->sel[i].kind == SEL_INDEX && place->sel[i].index.kind == OPND_PLACE)
            read_place(fn, bits, place->sel[i].index.place);
}

static void read_operand(const Func *fn, uint64_t *bits, Operand operand)
{
    if (operand.kind == OPND_PLACE || operand.kind == OPND_ADDR)
        read_place(fn, bits, operand.place);
}

/* Walks a block backwards over the set of live variables. */
static void walk_block(const Func *fn, const Block *block, uint64_t *bits)
{
    read_operand(fn, bits, block->term.cond.a);
    read_operand(fn, bits, block->term.cond.b);
    for (uint32_t i = block->events.len; i-- > 0;) {
        const Event *event = &block->events.items[i];
        const Place *dst = &fn->places.items[event->dst];
        if (event->dst && dst->count == 0 && !dst->is_global)
            unset(bits, dst->root);
        else
            read_place(fn, bits, event->dst);
        read_operand(fn, bits, event->callee);
        for (unsigned a = 0; a < event->arg_count; a++)
            read_operand(fn, bits, event->args[a]);
    }
}

/* Variables whose address is taken may be read through it at any time. */
static void find_addressed(const Func *fn, uint64_t *bits)
{
    for (uint32_t b = 0; b < fn->blocks.len; b++) {
        const Block *block = &fn->blocks.items[b];
        for (uint32_t i = 0; i < block->events.len; i++)
            for (unsigned a = 0; a < block->events.items[i].arg_count; a++) {
                Operand operand = block->events.items[i].args[a];
                const Place *place = &fn->places.items[operand.place];
                if (operand.kind == OPND_ADDR && !place->is_global)
                    set(bits, place->root);
            }
    }
}

void live_compute(Flow *flow)
{
    const Func *fn = flow->fn;
    uint32_t words = fn->vars.len / 64 + 1;
    uint64_t *addressed = ARENA_ARRAY(flow->arena, uint64_t, words);
    uint64_t *bits = ARENA_ARRAY(flow->arena, uint64_t, words);
    flow->live_words = words;
    flow->live = ARENA_ARRAY(flow->arena, uint64_t, (size_t)words * fn->blocks.len);
    find_addressed(fn, addressed);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t r = flow->cfg.reachable; r-- > 0;) {
            BlockId b = flow->cfg.order[r];
            const Block *block = &fn->blocks.items[b];
            memcpy(bits, addressed, words * sizeof *bits);
            for (uint32_t t = 0; t < block_target_count(block); t++)
                for (uint32_t w = 0; w < words; w++)
                    bits[w] |= flow->live[(size_t)block->term.to[t] * words + w];
            walk_block(fn, block, bits);
            for (uint32_t w = 0; w < words; w++) {
                uint64_t *at = &flow->live[(size_t)b * words + w];
                bits[w] |= addressed[w];
                changed = changed || *at != bits[w];
                *at = bits[w];
            }
        }
    }
}

typedef struct Trim {
    const Flow *flow;
    const uint64_t *live;
} Trim;

static bool is_live(void *ctx, const Cell *cell)
{
    const Trim *trim = ctx;
    ValueId id = cell->addr;
    for (;;) {
        Value value = value_at(trim->flow->values, id);
        if (value.kind == VAL_LOCAL)
            return is_set(trim->live, value.a);
        if (value.kind != VAL_FIELD && value.kind != VAL_ELEM)
            return true;
        id = value.a;
    }
}

static bool held(const State *state, ValueId value)
{
    const MapFact *map = state_map(state, value);
    if (map && map->made)
        return true;
    for (uint32_t i = 0; i < state->cells.len; i++)
        if (state->cells.items[i].value == value)
            return true;
    for (uint32_t i = 0; i < state->iters.len; i++) {
        const IterFact *iter = &state->iters.items[i];
        if (iter->it == value || iter->turn == value || iter->key == value ||
            iter->map == value)
            return true;
    }
    for (uint32_t i = 0; i < state->entries.len; i++) {
        const EntryFact *entry = &state->entries.items[i];
        if (entry->val == value || entry->key == value || entry->map == value ||
            entry->answer == value)
            return true;
    }
    return false;
}

/* A fact about something made on the way is of use while somebody holds it. */
static bool is_needed(const Flow *flow, const State *state, ValueId value)
{
    Value v = value_at(flow->values, value);
    switch ((ValueKind)v.kind) {
    case VAL_FRESH:
    case VAL_COUNTER:
        return v.number == FRESH_DECISION ||
               (v.number == FRESH_ANSWER && state->iters.len) || held(state, value);
    case VAL_EXPR:
        return held(state, value) ||
               (is_needed(flow, state, v.a) && is_needed(flow, state, v.b));
    case VAL_INIT:
    case VAL_FIELD:
    case VAL_ELEM:
        return is_needed(flow, state, v.a);
    case VAL_NONE:
    case VAL_INT:
    case VAL_STR:
    case VAL_FUNC:
    case VAL_LOCAL:
    case VAL_GLOBAL:
    case VAL_SLOT:
        return true;
    }
    return true;
}

/* An entry that was only found matters while the function has hold of what is in it. */
static void trim_entries(const Flow *flow, State *state)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->entries.len; i++) {
        EntryFact entry = state->entries.items[i];
        bool wanted = entry.written || heap_dead(flow, state, entry.val);
        for (uint32_t c = 0; c < state->cells.len && !wanted; c++)
            wanted = state->cells.items[c].value == entry.val;
        if (wanted)
            state->entries.items[kept++] = entry;
    }
    state->entries.len = kept;
}

/* What was made here and is still in sight may leak, though no variable names it. */
static void trim_heap(const Flow *flow, State *state)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->heap.len; i++) {
        HeapFact fact = state->heap.items[i];
        if ((fact.made && !fact.escaped && !fact.dead) || fact.taken_from ||
            is_needed(flow, state, fact.value))
            state->heap.items[kept++] = fact;
    }
    state->heap.len = kept;
}

void live_trim(Flow *flow, State *state, BlockId block)
{
    Trim trim = { flow, &flow->live[(size_t)block * flow->live_words] };
    state_keep_cells(state, is_live, &trim);
    keep_unheld(flow, state);
    trim_entries(flow, state);
    position_trim(state);
    trim_heap(flow, state);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->facts.len; i++)
        if (is_needed(flow, state, state->facts.items[i].value))
            state->facts.items[kept++] = state->facts.items[i];
    state->facts.len = kept;
}
