/*
 * Guards at a call: what the caller's state says to the atoms of a callee.
 */
#include "summary/apply.h"

/* What the atom is about, as the caller knows it; 0: he does not. */
static ValueId atom_value(const Apply *apply, State *state, const Atom *atom)
{
    ValueTable *values = apply->flow->values;
    ValueId value = path_value(apply->flow, state, &atom->path, apply->call);
    return value && atom->mask
               ? value_expr(values, '&', value, value_int(values, (int64_t)atom->mask))
               : value;
}

/* Must the argument be NULL, which is the key or value that an open iteration stands
 * on? Such a NULL would be a special case that the caller asks for: as a rule `node ==
 * NULL` in a callee means "all of them", and a loop over all of them gives it each. */
static bool asks_no_entry(const Apply *apply, const State *state, const Atom *atom,
                          ValueId value)
{
    bool null = atom->lo == 0 && atom->hi == 0 && atom->mask == 0;
    const CallSite *call = apply->call;
    bool given = atom->path.root == PATH_PARAM && atom->path.count == 0 &&
                 atom->path.of < call->count && call->at[atom->path.of] != 0;
    if (!null || !given || /* a callback's are given by the library */
        flow_test(apply->flow, state, value, CMP_EQ, 0) == 1)
        return false;
    for (uint32_t i = 0; i < state->iters.len; i++) {
        const IterFact *iter = &state->iters.items[i];
        if (iter->open && (iter->val == value || iter->key == value))
            return true;
    }
    return false;
}

static int value_test(const Apply *apply, const State *state, const Atom *atom,
                      ValueId value)
{
    if (value == 0)
        return -1;
    if (atom->function) { /* a known target is run by the call itself */
        bool known = flow_function(apply->flow, state, value) ||
                     value_at(apply->flow->values, value).kind == VAL_INT;
        return known ? 0 : -1;
    }
    if (asks_no_entry(apply, state, atom, value))
        return 0;
    return flow_fits(apply->flow, state, value, atom->lo, atom->hi, atom->not_zero);
}

static int atom_test(const Apply *apply, State *state, const Atom *atom)
{
    return value_test(apply, state, atom, atom_value(apply, state, atom));
}

bool guard_allows(const Apply *apply, State *state, const Guard *guard, bool *open)
{
    *open = false;
    for (unsigned i = 0; i < guard->count; i++) {
        int truth = atom_test(apply, state, &guard->atom[i]);
        if (truth == 0)
            return false;
        *open = *open || truth < 0;
    }
    return true;
}

bool guard_sure(const Apply *apply, State *state, const Guard *guard)
{
    bool sure = true;
    for (unsigned i = 0; i < guard->count; i++) {
        const Atom *atom = &guard->atom[i];
        bool unbounded = atom->lo <= 0 && atom->hi == INT64_MAX && !atom->mask;
        int truth = atom_test(apply, state, atom);
        if (truth == 0)
            return false;
        sure = sure && (truth > 0 || (atom->not_zero && unbounded));
    }
    return sure;
}

void guard_assume(const Apply *apply, State *state, const Guard *guard)
{
    Flow *flow = apply->flow;
    for (unsigned i = 0; i < guard->count; i++) {
        const Atom *atom = &guard->atom[i];
        ValueId value = atom_value(apply, state, atom);
        if (value == 0 || value_test(apply, state, atom, value) != -1)
            continue;
        bool was_null = flow_test(flow, state, value, CMP_EQ, 0) == 1;
        Span why = apply->call->span;
        flow_assume(flow, state, value, CMP_GE, atom->lo, why);
        flow_assume(flow, state, value, CMP_LE, atom->hi, why);
        if (atom->not_zero)
            flow_assume(flow, state, value, CMP_NE, 0, why);
        if (atom->function)
            flow_assume_function(flow, state, value, atom->function);
        Fact *fact = state_fact(state, value);
        if (fact && !was_null && fact->lo == 0 && fact->hi == 0)
            fact->weak = true;
    }
}
