#include "flow/state.h"

#include <stddef.h>

State *state_new(Arena *arena, uint32_t loops)
{
    State *state = ARENA_NEW(arena, State);
    state->turns = ARENA_ARRAY(arena, uint8_t, loops);
    state->loops = loops;
    return state;
}

#define COPY_VEC(arena, to, from)                                                      \
    ((to)->items = (from)->len ? arena_copy((arena), (from)->items,                    \
                                            (from)->len * sizeof *(from)->items)       \
                               : NULL,                                                 \
     (to)->len = (to)->cap = (from)->len)

State *state_fork(Arena *arena, const State *state)
{
    State *copy = state_new(arena, state->loops);
    COPY_VEC(arena, &copy->cells, &state->cells);
    COPY_VEC(arena, &copy->facts, &state->facts);
    COPY_VEC(arena, &copy->maps, &state->maps);
    COPY_VEC(arena, &copy->iters, &state->iters);
    COPY_VEC(arena, &copy->zeroed, &state->zeroed);
    COPY_VEC(arena, &copy->heap, &state->heap);
    COPY_VEC(arena, &copy->entries, &state->entries);
    COPY_VEC(arena, &copy->decisions, &state->decisions);
    COPY_VEC(arena, &copy->given, &state->given);
    copy->locks = state->locks;
    copy->beside = state->beside;
    copy->spawned = state->spawned;
    memcpy(copy->turns, state->turns, state->loops);
    copy->result = state->result;
    copy->doubtful = state->doubtful;
    copy->contrary = state->contrary;
    copy->blurred = state->blurred;
    copy->crossed = state->crossed;
    copy->blurs = state->blurs;
    copy->asserted = state->asserted;
    copy->effects = state->effects;
    copy->surely = state->surely;
    return copy;
}

static bool death_eq(const Death *a, const Death *b)
{
    return a->verb == b->verb && a->decides == b->decides &&
           span_compare(a->span, b->span) == 0;
}

static bool iter_eq(const IterFact *a, const IterFact *b)
{
    return a->it == b->it && a->map == b->map && a->open == b->open &&
           a->dead == b->dead && a->turns == b->turns && a->key == b->key &&
           a->kept == b->kept && a->elsewhere == b->elsewhere &&
           (!a->dead || death_eq(&a->death, &b->death));
}

static bool map_eq(const MapFact *a, const MapFact *b)
{
    return a->map == b->map && a->made == b->made && a->reserved == b->reserved &&
           a->tested == b->tested && a->test_count == b->test_count &&
           a->escaped == b->escaped && a->freed == b->freed && a->empty == b->empty &&
           a->bare == b->bare && a->emptied == b->emptied && a->kept == b->kept &&
           a->dropped == b->dropped && span_is_none(a->lost) == span_is_none(b->lost) &&
           a->holder == b->holder && a->hint == b->hint &&
           a->destroy_key == b->destroy_key && a->destroy_val == b->destroy_val;
}

static bool heap_eq(const HeapFact *a, const HeapFact *b)
{
    return a->value == b->value && a->made == b->made && a->escaped == b->escaped &&
           a->dead == b->dead && a->borrowed == b->borrowed &&
           a->taken_from == b->taken_from && a->lent == b->lent &&
           (!a->dead || death_eq(&a->death, &b->death));
}

static bool entry_eq(const EntryFact *a, const EntryFact *b)
{
    return a->map == b->map && a->key == b->key && a->val == b->val &&
           a->written == b->written && a->own_key == b->own_key;
}

static bool same_heap(const State *a, const State *b)
{
    if (a->heap.len != b->heap.len || a->entries.len != b->entries.len)
        return false;
    for (uint32_t i = 0; i < a->heap.len; i++)
        if (!heap_eq(&a->heap.items[i], &b->heap.items[i]))
            return false;
    for (uint32_t i = 0; i < a->entries.len; i++)
        if (!entry_eq(&a->entries.items[i], &b->entries.items[i]))
            return false;
    return true;
}

static bool same_maps(const State *a, const State *b)
{
    if (a->maps.len != b->maps.len)
        return false;
    for (uint32_t i = 0; i < a->maps.len; i++)
        if (!map_eq(&a->maps.items[i], &b->maps.items[i]))
            return false;
    return true;
}

/* What b knows of the maps it made, a knows alike. */
static bool agree_on_made(const State *a, const State *b)
{
    for (uint32_t i = 0; i < b->maps.len; i++) {
        const MapFact *map = &b->maps.items[i];
        const MapFact *other = map->made ? state_map(a, map->map) : NULL;
        if (map->made && (!other || !map_eq(map, other)))
            return false;
    }
    return true;
}

bool state_same_shape(const State *a, const State *b)
{
    if (a->iters.len != b->iters.len || a->zeroed.len != b->zeroed.len ||
        !locks_eq(a, b) || memcmp(a->turns, b->turns, a->loops) != 0)
        return false;
    if (!agree_on_made(a, b) || !agree_on_made(b, a))
        return false;
    for (uint32_t i = 0; i < a->iters.len; i++)
        if (!iter_eq(&a->iters.items[i], &b->iters.items[i]))
            return false;
    for (uint32_t i = 0; i < a->zeroed.len; i++)
        if (a->zeroed.items[i].base != b->zeroed.items[i].base)
            return false;
    return true;
}

static bool fact_eq(const Fact *a, const Fact *b)
{
    return a->value == b->value && a->lo == b->lo && a->hi == b->hi &&
           a->not_zero == b->not_zero && a->weak == b->weak &&
           a->function == b->function && a->not_count == b->not_count &&
           memcmp(a->not, b->not, a->not_count * sizeof *a->not) == 0;
}

bool state_eq(const State *a, const State *b)
{
    if (a->cells.len != b->cells.len || a->facts.len != b->facts.len ||
        a->effects != b->effects || a->surely != b->surely ||
        a->asserted != b->asserted || !same_maps(a, b) || !same_heap(a, b) ||
        !state_same_shape(a, b))
        return false;
    for (uint32_t i = 0; i < a->cells.len; i++)
        if (a->cells.items[i].addr != b->cells.items[i].addr ||
            a->cells.items[i].value != b->cells.items[i].value)
            return false;
    for (uint32_t i = 0; i < a->facts.len; i++)
        if (!fact_eq(&a->facts.items[i], &b->facts.items[i]))
            return false;
    return true;
}

/* Cells, facts and the heap are sorted by the ValueId that each item begins with: where
 * `key` stands among them, or would. */
static uint32_t sorted_at(const void *items, uint32_t len, size_t size, ValueId key)
{
    uint32_t low = 0, high = len;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        ValueId at;
        memcpy(&at, (const char *)items + middle * size, sizeof at);
        if (at < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

_Static_assert(offsetof(Cell, addr) == 0 && offsetof(Fact, value) == 0 &&
                   offsetof(HeapFact, value) == 0,
               "sorted_at() looks there");

uint32_t state_first_cell(const State *state, ValueId addr)
{
    return sorted_at(state->cells.items, state->cells.len, sizeof(Cell), addr);
}

Cell *state_cell(const State *state, ValueId addr)
{
    uint32_t at = state_first_cell(state, addr);
    bool found = at < state->cells.len && state->cells.items[at].addr == addr;
    return found ? &state->cells.items[at] : NULL;
}

void state_set_cell(State *state, Arena *arena, Cell cell)
{
    uint32_t at = state_first_cell(state, cell.addr);
    if (at < state->cells.len && state->cells.items[at].addr == cell.addr) {
        state->cells.items[at] = cell;
        return;
    }
    vec_push(arena, &state->cells, cell);
    memmove(&state->cells.items[at + 1], &state->cells.items[at],
            (state->cells.len - 1 - at) * sizeof(Cell));
    state->cells.items[at] = cell;
}

void state_drop_cell(State *state, ValueId addr)
{
    uint32_t at = state_first_cell(state, addr);
    if (at == state->cells.len || state->cells.items[at].addr != addr)
        return;
    memmove(&state->cells.items[at], &state->cells.items[at + 1],
            (state->cells.len - 1 - at) * sizeof(Cell));
    state->cells.len--;
}

void state_keep_cells(State *state, bool (*keep)(void *ctx, const Cell *cell),
                      void *ctx)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->cells.len; i++)
        if (keep(ctx, &state->cells.items[i]))
            state->cells.items[kept++] = state->cells.items[i];
    state->cells.len = kept;
}

static uint32_t fact_at(const State *state, ValueId value)
{
    return sorted_at(state->facts.items, state->facts.len, sizeof(Fact), value);
}

Fact *state_fact(const State *state, ValueId value)
{
    uint32_t at = fact_at(state, value);
    bool found = at < state->facts.len && state->facts.items[at].value == value;
    return found ? &state->facts.items[at] : NULL;
}

void state_set_fact(State *state, Arena *arena, Fact fact)
{
    uint32_t at = fact_at(state, fact.value);
    if (at < state->facts.len && state->facts.items[at].value == fact.value) {
        state->facts.items[at] = fact;
        return;
    }
    vec_push(arena, &state->facts, fact);
    memmove(&state->facts.items[at + 1], &state->facts.items[at],
            (state->facts.len - 1 - at) * sizeof(Fact));
    state->facts.items[at] = fact;
}

void state_drop_fact(State *state, ValueId value)
{
    uint32_t at = fact_at(state, value);
    if (at == state->facts.len || state->facts.items[at].value != value)
        return;
    memmove(&state->facts.items[at], &state->facts.items[at + 1],
            (state->facts.len - 1 - at) * sizeof(Fact));
    state->facts.len--;
}

MapFact *state_map(const State *state, ValueId map)
{
    for (uint32_t i = 0; i < state->maps.len; i++)
        if (state->maps.items[i].map == map)
            return &state->maps.items[i];
    return NULL;
}

MapFact *state_map_add(State *state, Arena *arena, ValueId map)
{
    MapFact *known = state_map(state, map);
    if (known)
        return known;
    vec_push(arena, &state->maps, ((MapFact){ .map = map }));
    return &vec_last(&state->maps);
}

IterFact *state_iter(const State *state, ValueId it)
{
    for (uint32_t i = 0; i < state->iters.len; i++)
        if (state->iters.items[i].it == it)
            return &state->iters.items[i];
    return NULL;
}

void state_drop_iter(State *state, ValueId it)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->iters.len; i++)
        if (state->iters.items[i].it != it)
            state->iters.items[kept++] = state->iters.items[i];
    state->iters.len = kept;
}

static uint32_t heap_at(const State *state, ValueId value)
{
    return sorted_at(state->heap.items, state->heap.len, sizeof(HeapFact), value);
}

HeapFact *state_heap(const State *state, ValueId value)
{
    uint32_t at = heap_at(state, value);
    bool found = at < state->heap.len && state->heap.items[at].value == value;
    return found ? &state->heap.items[at] : NULL;
}

HeapFact *state_heap_add(State *state, Arena *arena, ValueId value)
{
    HeapFact *known = state_heap(state, value);
    if (known)
        return known;
    uint32_t at = heap_at(state, value);
    HeapFact fact = { .value = value };
    vec_push(arena, &state->heap, fact);
    memmove(&state->heap.items[at + 1], &state->heap.items[at],
            (state->heap.len - 1 - at) * sizeof fact);
    state->heap.items[at] = fact;
    return &state->heap.items[at];
}
