/*
 * Bits of flags. `x & MASK` is a value like any other; but what is known of some bits
 * of `x` says something of others:
 *
 *     assert(kind & (DEVICE | BRIDGE));
 *     if (kind & DEVICE)
 *         ...
 *     else if (kind & BRIDGE)     is true here
 */
#include "flow/flow.h"

bool bits_of(const ValueTable *values, ValueId id, ValueId *base, uint64_t *mask)
{
    Value value = value_at(values, id);
    int64_t number;
    if (value.kind != VAL_EXPR || value.number != '&')
        return false;
    bool first = value_is_int(values, value.a, &number);
    if (!first && !value_is_int(values, value.b, &number))
        return false;
    *base = first ? value.b : value.a;
    *mask = (uint64_t)number;
    return true;
}

static bool is_one_bit(uint64_t mask)
{
    return mask != 0 && (mask & (mask - 1)) == 0;
}

typedef struct Known {
    uint64_t zero, one; /* bits of the base that are surely so */
} Known;

/* What a fact on some bits of the base says. */
static Known learn(const Fact *fact, uint64_t mask)
{
    if (fact->lo == fact->hi)
        return (Known){ mask & ~(uint64_t)fact->lo, mask & (uint64_t)fact->lo };
    return (Known){ 0, fact->not_zero && is_one_bit(mask) ? mask : 0 };
}

bool bits_known(const Flow *flow, const State *state, ValueId id, bool *not_zero,
                bool *zero)
{
    ValueId base, other;
    uint64_t mask, bits;
    Known known = { 0, 0 };
    *not_zero = *zero = false;
    if (!bits_of(flow->values, id, &base, &mask))
        return false;
    for (uint32_t i = 0; i < state->facts.len; i++) {
        const Fact *fact = &state->facts.items[i];
        bool whole = fact->value == base && fact->lo == fact->hi;
        bool some = bits_of(flow->values, fact->value, &other, &bits) && other == base;
        if (!whole && !some)
            continue;
        Known more = learn(fact, whole ? UINT64_MAX : bits);
        known.zero |= more.zero;
        known.one |= more.one;
    }
    *zero = (mask & ~known.zero) == 0;
    *not_zero = (mask & known.one) != 0;
    /* One of these bits is 1, and it is none that lies outside of the mask. */
    for (uint32_t i = 0; i < state->facts.len && !*not_zero; i++) {
        const Fact *fact = &state->facts.items[i];
        *not_zero = fact->not_zero &&
                    bits_of(flow->values, fact->value, &other, &bits) &&
                    other == base && (bits & ~known.zero & ~mask) == 0;
    }
    return *zero || *not_zero;
}
