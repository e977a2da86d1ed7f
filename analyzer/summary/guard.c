/*
 * Guards: what a path assumes of the values at entry, as atoms a caller can test.
 */
#include "summary/collect.h"

/* The value at entry that the fact is about, or some bits of one; 0: of none. */
static ValueId entry_value(const Flow *flow, ValueId value, uint64_t *mask)
{
    ValueId base = value;
    *mask = 0;
    if (!bits_of(flow->values, value, &base, mask))
        base = value;
    return value_at(flow->values, base).kind == VAL_INIT ? base : 0;
}

/* Says the fact anything, and by a test? */
static bool is_tested(const Fact *fact)
{
    return !fact->implied && (fact->function || fact->not_zero ||
                              fact->lo != INT64_MIN || fact->hi != INT64_MAX);
}

static void add_atom(const Flow *flow, const Fact *fact, Guard *guard)
{
    uint64_t mask;
    ValueId base = is_tested(fact) ? entry_value(flow, fact->value, &mask) : 0;
    if (!base || guard->count == ATOMS_MAX)
        return;
    Atom atom = { .mask = mask,
                  .lo = fact->lo,
                  .hi = fact->hi,
                  .not_zero = fact->not_zero,
                  .function = fact->function };
    if (path_of_value(flow, base, &atom.path))
        guard->atom[guard->count++] = atom;
}

/* How much an atom helps a caller to tell: arguments are given as constants, so most
 * does an argument that must be one number (NULL, a flag) or a pointer that must be one
 * function, then any argument. */
static unsigned atom_rank(const Flow *flow, const Fact *fact)
{
    uint64_t mask;
    if (fact->function)
        return 0;
    Value value = value_at(flow->values, entry_value(flow, fact->value, &mask));
    bool argument =
        value.kind == VAL_INIT && value_at(flow->values, value.a).kind == VAL_LOCAL;
    if (!argument)
        return 2;
    return fact->lo == fact->hi ? 0 : 1;
}

/* What this path assumes of the values at entry. There is room for a few atoms only:
 * that of `first`, the map itself, must not be crowded out. */
Guard guard_of(const Flow *flow, const State *state, ValueId first)
{
    Guard guard = { 0 };
    const Fact *own = first ? state_fact(state, first) : NULL;
    if (own)
        add_atom(flow, own, &guard);
    for (unsigned rank = 0; rank <= 2; rank++)
        for (uint32_t i = 0; i < state->facts.len && guard.count < ATOMS_MAX; i++) {
            const Fact *fact = &state->facts.items[i];
            if (fact != own && is_tested(fact) && atom_rank(flow, fact) == rank)
                add_atom(flow, fact, &guard);
        }
    return guard;
}

void guard_widen(Guard *guard, const Guard *other)
{
    uint8_t kept = 0;
    for (unsigned i = 0; i < guard->count; i++) {
        Atom atom = guard->atom[i];
        const Atom *twin = NULL;
        for (unsigned j = 0; j < other->count && !twin; j++)
            if (atom.mask == other->atom[j].mask &&
                path_eq(&atom.path, &other->atom[j].path))
                twin = &other->atom[j];
        if (!twin)
            continue;
        atom.lo = atom.lo < twin->lo ? atom.lo : twin->lo;
        atom.hi = atom.hi > twin->hi ? atom.hi : twin->hi;
        atom.not_zero = atom.not_zero && twin->not_zero;
        atom.function = atom.function == twin->function ? atom.function : 0;
        if (atom.not_zero || atom.lo != INT64_MIN || atom.hi != INT64_MAX)
            guard->atom[kept++] = atom;
    }
    guard->count = kept;
}

bool guard_same_targets(const Guard *a, const Guard *b)
{
    Sym of_a[ATOMS_MAX] = { 0 }, of_b[ATOMS_MAX] = { 0 };
    unsigned in_a = 0, in_b = 0;
    for (unsigned i = 0; i < a->count; i++)
        if (a->atom[i].function)
            of_a[in_a++] = a->atom[i].function;
    for (unsigned i = 0; i < b->count; i++)
        if (b->atom[i].function)
            of_b[in_b++] = b->atom[i].function;
    return in_a == in_b && memcmp(of_a, of_b, sizeof of_a) == 0;
}

void guard_forget_targets(Guard *guard)
{
    uint8_t kept = 0;
    for (unsigned i = 0; i < guard->count; i++)
        if (!guard->atom[i].function)
            guard->atom[kept++] = guard->atom[i];
    guard->count = kept;
}
