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

/* What is compared of a state, close together: most of the time goes here. */
typedef struct Said {
    ValueId id;     /* of a value, or an address */
    uint32_t about; /* of a value: SAYS_* bits; what stands at the address */
} Said;

enum { SAYS_NULL = 1, SAYS_NOT_NULL = 2 };

typedef struct Brief {
    Said *facts, *cells;
    ValueId *dead;
    uint32_t fact_count, cell_count, dead_count;
} Brief;

static Brief brief_of(Arena *arena, const State *state)
{
    Brief brief = { .facts = ARENA_ARRAY(arena, Said, state->facts.len),
                    .cells = ARENA_ARRAY(arena, Said, state->cells.len),
                    .dead = ARENA_ARRAY(arena, ValueId, state->heap.len) };
    for (uint32_t i = 0; i < state->facts.len; i++) {
        const Fact *fact = &state->facts.items[i];
        uint32_t says =
            (is_zero(fact) ? SAYS_NULL : 0u) | (fact->not_zero ? SAYS_NOT_NULL : 0u);
        brief.facts[brief.fact_count++] = (Said){ fact->value, says };
    }
    for (uint32_t i = 0; i < state->cells.len; i++)
        brief.cells[brief.cell_count++] =
            (Said){ state->cells.items[i].addr, state->cells.items[i].value };
    for (uint32_t i = 0; i < state->heap.len; i++)
        if (state->heap.items[i].dead)
            brief.dead[brief.dead_count++] = state->heap.items[i].value;
    return brief;
}

/* What one says and the other does not know: mostly whether something is NULL. */
static unsigned unshared_loss(uint32_t says)
{
    return says & SAYS_NULL ? COST_NULL : COST_FACT;
}

static unsigned fact_loss(uint32_t a, uint32_t b)
{
    if ((a ^ b) & SAYS_NULL)
        return unshared_loss(a) + unshared_loss(b);
    return (a ^ b) & SAYS_NOT_NULL ? 2 * COST_FACT : 0;
}

/* The lists are sorted, so both are walked side by side. */
static unsigned facts_loss(const Brief *a, const Brief *b)
{
    unsigned cost = 0;
    uint32_t i = 0, j = 0;
    while (i < a->fact_count && j < b->fact_count) {
        Said x = a->facts[i], y = b->facts[j];
        if (x.id == y.id)
            cost += fact_loss(x.about, y.about);
        else
            cost += unshared_loss(x.id < y.id ? x.about : y.about);
        i += x.id <= y.id;
        j += y.id <= x.id;
    }
    for (; i < a->fact_count; i++)
        cost += unshared_loss(a->facts[i].about);
    for (; j < b->fact_count; j++)
        cost += unshared_loss(b->facts[j].about);
    return cost;
}

static unsigned cells_loss(const Brief *a, const Brief *b)
{
    unsigned cost = 0;
    uint32_t i = 0, j = 0;
    while (i < a->cell_count && j < b->cell_count) {
        Said x = a->cells[i], y = b->cells[j];
        if (x.id != y.id)
            cost += COST_CELL;
        else if (x.about != y.about)
            cost += 2 * COST_CELL;
        i += x.id <= y.id;
        j += y.id <= x.id;
    }
    return cost + (a->cell_count - i + b->cell_count - j) * COST_CELL;
}

static unsigned deaths_loss(const Brief *a, const Brief *b)
{
    unsigned shared = 0;
    uint32_t i = 0, j = 0;
    while (i < a->dead_count && j < b->dead_count) {
        ValueId x = a->dead[i], y = b->dead[j];
        shared += x == y;
        i += x <= y;
        j += y <= x;
    }
    return (a->dead_count + b->dead_count - 2 * shared) * COST_DEAD;
}

/* What joining any two states of a list would lose, computed once for each pair. */
typedef struct Costs {
    Arena *arena;
    uint32_t count;
    Brief *brief;   /* by number of the state */
    unsigned *cost; /* of the states i < j at i * count + j; UINT_MAX: not alike */
    uint32_t *row;  /* per state of the list: its number above */
} Costs;

static unsigned *cost_of(const Costs *costs, uint32_t i, uint32_t j)
{
    return &costs->cost[(size_t)costs->row[i] * costs->count + costs->row[j]];
}

static void weigh(const Costs *costs, const StateList *list, uint32_t i, uint32_t j)
{
    const Brief *a = &costs->brief[costs->row[i]], *b = &costs->brief[costs->row[j]];
    bool alike = state_same_shape(list->items[i], list->items[j]);
    *cost_of(costs, i, j) =
        alike ? facts_loss(a, b) + cells_loss(a, b) + deaths_loss(a, b) : UINT_MAX;
}

static Costs costs_of(Arena *arena, const StateList *list)
{
    Costs costs = { .arena = arena,
                    .count = list->len,
                    .brief = ARENA_ARRAY(arena, Brief, list->len),
                    .cost = ARENA_ARRAY(arena, unsigned, (size_t)list->len * list->len),
                    .row = ARENA_ARRAY(arena, uint32_t, list->len) };
    for (uint32_t i = 0; i < list->len; i++) {
        costs.row[i] = i;
        costs.brief[i] = brief_of(arena, list->items[i]);
    }
    for (uint32_t i = 0; i < list->len; i++)
        for (uint32_t j = i + 1; j < list->len; j++)
            weigh(&costs, list, i, j);
    return costs;
}

static void weigh_again(const Costs *costs, const StateList *list, uint32_t changed)
{
    costs->brief[costs->row[changed]] = brief_of(costs->arena, list->items[changed]);
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
    Arena *scratch = arena_new();
    Costs costs = costs_of(scratch, list);
    while (list->len > most) {
        if (join_closest(flow, list, &costs))
            continue;
        flow->cut_short = true;
        drop_one(list, &costs);
    }
    arena_free(scratch);
    drop_equal(flow, list);
}
