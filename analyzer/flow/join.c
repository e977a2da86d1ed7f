/*
 * The bound on states kept apart. Equal states are one. Beyond the bound, states that
 * differ only in cells and facts are joined: what differs becomes unknown, so a join
 * can make the engine silent but cannot invent a nil map. What is still too much is
 * dropped.
 */
#include "flow/flow.h"

#include <limits.h>

/* What either of two equal states is sure of is so on a path. */
static void trust(Flow *flow, State *into, const State *from)
{
    unset_join(flow, into, from);
    into->doubtful = into->doubtful && from->doubtful;
    into->contrary = into->contrary && from->contrary;
    into->blurred = into->blurred && from->blurred;
    into->crossed = into->crossed && from->crossed;
    for (uint32_t i = 0; i < from->maps.len; i++) {
        MapFact *map = &into->maps.items[i]; /* equal states list the same maps */
        map->passed_by = map->passed_by && from->maps.items[i].passed_by;
    }
}

static bool drop_equal(Flow *flow, StateList *list)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->len; i++) {
        bool twin = false;
        for (uint32_t j = 0; j < kept && !twin; j++)
            if (state_eq(list->items[i], list->items[j])) {
                trust(flow, list->items[j], list->items[i]);
                twin = true;
            }
        if (!twin)
            list->items[kept++] = list->items[i];
    }
    bool dropped = kept < list->len;
    list->len = kept;
    return dropped;
}

/* Does the one path have NULL, or 0, where the other surely has not, in what the caller
 * gave? What differs between the two goes with that. */
static bool told_by_caller(const Flow *flow, const State *a, const State *b)
{
    for (uint32_t i = 0; i < a->facts.len; i++) {
        const Fact *mine = &a->facts.items[i];
        const Fact *other = state_fact(b, mine->value);
        bool zero = mine->lo == 0 && mine->hi == 0;
        bool other_zero = other && other->lo == 0 && other->hi == 0;
        if (other && ((zero && other->not_zero) || (other_zero && mine->not_zero)) &&
            value_at(flow->values, mine->value).kind == VAL_INIT)
            return true;
    }
    return false;
}

static void join_cells(Flow *flow, State *into, State *from)
{
    uint32_t site =
        flow->block | (told_by_caller(flow, into, from) ? SITE_CROSSED : SITE_JOIN);
    for (uint32_t i = 0; i < into->cells.len; i++) {
        Cell *cell = &into->cells.items[i];
        if (flow_load(flow, from, cell->addr, NULL) == cell->value)
            continue;
        cell->value = value_of(
            flow->values, (Value){ .kind = VAL_FRESH, .a = site, .b = cell->addr });
        state_drop_fact(into, cell->value);
    }
    for (uint32_t i = 0; i < from->cells.len; i++) {
        Cell cell = from->cells.items[i];
        if (state_cell(into, cell.addr) ||
            flow_load(flow, into, cell.addr, NULL) == cell.value)
            continue;
        cell.value = value_of(flow->values,
                              (Value){ .kind = VAL_FRESH, .a = site, .b = cell.addr });
        state_set_cell(into, flow->arena, cell);
    }
}

static void join_facts(State *into, const State *from)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < into->facts.len; i++) {
        Fact fact = into->facts.items[i];
        const Fact *other = state_fact(from, fact.value);
        if (!other)
            continue;
        fact.lo = fact.lo < other->lo ? fact.lo : other->lo;
        fact.hi = fact.hi > other->hi ? fact.hi : other->hi;
        fact.not_zero = fact.not_zero && other->not_zero;
        fact.weak = fact.weak || other->weak;
        fact.not_count = 0;
        fact.function = fact.function == other->function ? fact.function : 0;
        if (fact.not_zero || fact.lo != INT64_MIN || fact.hi != INT64_MAX)
            into->facts.items[kept++] = fact;
    }
    into->facts.len = kept;
}

/* Of a map that came from outside, what may have been done to it on either path. */
static void join_maps(Flow *flow, State *into, const State *from)
{
    for (uint32_t i = 0; i < from->maps.len; i++) {
        const MapFact *other = &from->maps.items[i];
        bool known = state_map(into, other->map) != NULL;
        MapFact *map = state_map_add(into, flow->arena, other->map);
        if (!known)
            *map = *other;
        map->tested =
            map->tested || other->tested || map->test_count != other->test_count;
        map->escaped = map->escaped || other->escaped;
        map->freed = map->freed || other->freed;
        map->kept = map->kept || other->kept;
        map->lost = span_is_none(map->lost) ? other->lost : map->lost;
        map->passed_by = map->passed_by || other->passed_by;
        map->dropped = map->dropped || other->dropped;
        map->emptied = map->emptied || other->emptied;
        map->bare = map->bare && other->bare;
        map->empty = known && map->empty && other->empty;
    }
}

static bool is_zero(const Fact *fact)
{
    return fact->lo == 0 && fact->hi == 0 && !fact->weak;
}

enum { COST_DEAD = 64, COST_NULL = 8, COST_FACT = 1, COST_CELL = 1 };

/* What `mine` says and `other`, which may be NULL, does not: mostly whether something
 * is NULL. */
static unsigned fact_loss(const Fact *mine, const Fact *other)
{
    if (!other || is_zero(mine) != is_zero(other))
        return is_zero(mine) ? COST_NULL : COST_FACT;
    return mine->not_zero != other->not_zero ? COST_FACT : 0;
}

/* The lists are sorted, so both are walked side by side. */
static unsigned facts_loss(const State *a, const State *b)
{
    unsigned cost = 0;
    uint32_t i = 0, j = 0;
    while (i < a->facts.len || j < b->facts.len) {
        const Fact *x = i < a->facts.len ? &a->facts.items[i] : NULL;
        const Fact *y = j < b->facts.len ? &b->facts.items[j] : NULL;
        bool has_x = x && (!y || x->value <= y->value);
        bool has_y = y && (!x || y->value <= x->value);
        cost += has_x ? fact_loss(x, has_y ? y : NULL) : 0;
        cost += has_y ? fact_loss(y, has_x ? x : NULL) : 0;
        i += has_x;
        j += has_y;
    }
    return cost;
}

static unsigned cells_loss(const State *a, const State *b)
{
    unsigned cost = 0;
    uint32_t i = 0, j = 0;
    while (i < a->cells.len && j < b->cells.len) {
        const Cell *x = &a->cells.items[i], *y = &b->cells.items[j];
        if (x->addr != y->addr)
            cost += COST_CELL;
        else if (x->value != y->value)
            cost += 2 * COST_CELL;
        i += x->addr <= y->addr;
        j += y->addr <= x->addr;
    }
    return cost + (a->cells.len - i + b->cells.len - j) * COST_CELL;
}

static unsigned deaths_loss(const State *a, const State *b)
{
    unsigned cost = 0;
    for (uint32_t i = 0; i < a->heap.len; i++) {
        const HeapFact *mine = &a->heap.items[i];
        const HeapFact *other = mine->dead ? state_heap(b, mine->value) : NULL;
        if (mine->dead && (!other || !other->dead))
            cost += COST_DEAD;
    }
    return cost;
}

/* What either of the two knows and the other does not. */
static unsigned loss(const State *a, const State *b)
{
    return facts_loss(a, b) + cells_loss(a, b) + deaths_loss(a, b) + deaths_loss(b, a);
}

/* What joining any two states of a list would lose, computed once for each pair. */
typedef struct Costs {
    uint32_t count;
    unsigned *cost; /* of the states i < j at i * count + j; UINT_MAX: not alike */
    uint32_t *row;  /* per state of the list: its number above */
} Costs;

static unsigned *cost_of(const Costs *costs, uint32_t i, uint32_t j)
{
    return &costs->cost[(size_t)costs->row[i] * costs->count + costs->row[j]];
}

static void weigh(const Costs *costs, const StateList *list, uint32_t i, uint32_t j)
{
    const State *a = list->items[i], *b = list->items[j];
    *cost_of(costs, i, j) = state_same_shape(a, b) ? loss(a, b) : UINT_MAX;
}

static Costs costs_of(Arena *arena, const StateList *list)
{
    Costs costs = { .count = list->len,
                    .cost = ARENA_ARRAY(arena, unsigned, (size_t)list->len * list->len),
                    .row = ARENA_ARRAY(arena, uint32_t, list->len) };
    for (uint32_t i = 0; i < list->len; i++)
        costs.row[i] = i;
    for (uint32_t i = 0; i < list->len; i++)
        for (uint32_t j = i + 1; j < list->len; j++)
            weigh(&costs, list, i, j);
    return costs;
}

static void weigh_again(const Costs *costs, const StateList *list, uint32_t changed)
{
    for (uint32_t i = 0; i < changed; i++)
        weigh(costs, list, i, changed);
    for (uint32_t j = changed + 1; j < list->len; j++)
        weigh(costs, list, changed, j);
}

typedef struct Pair {
    uint32_t into, from;
    unsigned cost;
} Pair;

/* The two states that lose least by being joined; false when no two may be. */
static bool closest(const StateList *list, const Costs *costs, Pair *best)
{
    *best = (Pair){ .cost = UINT_MAX };
    for (uint32_t i = 0; i < list->len; i++)
        for (uint32_t j = i + 1; j < list->len; j++) {
            unsigned cost = *cost_of(costs, i, j);
            if (cost < best->cost)
                *best = (Pair){ .into = i, .from = j, .cost = cost };
        }
    return best->cost != UINT_MAX;
}

static void remove_state(StateList *list, const Costs *costs, uint32_t at)
{
    uint32_t behind = list->len - 1 - at;
    memmove(&list->items[at], &list->items[at + 1], behind * sizeof *list->items);
    memmove(&costs->row[at], &costs->row[at + 1], behind * sizeof *costs->row);
    list->len--;
}

static bool join_closest(Flow *flow, StateList *list, const Costs *costs)
{
    Pair pair;
    if (!closest(list, costs, &pair))
        return false;
    State *into = list->items[pair.into], *from = list->items[pair.from];
    join_cells(flow, into, from);
    join_facts(into, from);
    join_maps(flow, into, from);
    heap_join(into, from);
    unset_join(flow, into, from);
    into->effects |= from->effects;
    into->surely &= from->surely;
    into->asserted = into->asserted && from->asserted;
    into->doubtful = into->doubtful || from->doubtful;
    into->contrary = into->contrary && from->contrary;
    into->blurred = into->blurred || from->blurred;
    into->blurs = into->blurs > from->blurs ? into->blurs : from->blurs;
    into->crossed = into->crossed || from->crossed;
    remove_state(list, costs, pair.from);
    weigh_again(costs, list, pair.into);
    return true;
}

static bool has_dead_iteration(const State *state)
{
    for (uint32_t i = 0; i < state->iters.len; i++)
        if (state->iters.items[i].dead)
            return true;
    return false;
}

/* The last state, but rather one without a fault in the making. */
static void drop_one(StateList *list, const Costs *costs)
{
    uint32_t victim = list->len - 1;
    while (victim > 0 && has_dead_iteration(list->items[victim]))
        victim--;
    if (has_dead_iteration(list->items[victim]))
        victim = list->len - 1;
    remove_state(list, costs, victim);
}

void states_reduce(Flow *flow, StateList *list, uint32_t most)
{
    drop_equal(flow, list);
    if (list->len <= most)
        return;
    Costs costs = costs_of(flow->arena, list);
    while (list->len > most) {
        if (join_closest(flow, list, &costs))
            continue;
        flow->cut_short = true;
        drop_one(list, &costs);
    }
    drop_equal(flow, list);
}
