/*
 * Bounds and nil-ness of values. NULL is the number 0, so one kind of fact serves for
 * pointers, flags and counts: an interval and "not zero".
 */
#include "flow/flow.h"

/* What other bits of the same flags say. */
static Fact with_bits(const Flow *flow, const State *state, Fact fact)
{
    bool zero, not_zero;
    if (!bits_known(flow, state, fact.value, &not_zero, &zero))
        return fact;
    fact.not_zero = fact.not_zero || not_zero;
    if (zero && !fact.not_zero)
        fact.lo = fact.hi = 0;
    return fact;
}

static Fact fact_of(const Flow *flow, const State *state, ValueId value)
{
    Fact none = { .value = value, .lo = INT64_MIN, .hi = INT64_MAX };
    int64_t number;
    if (value_is_int(flow->values, value, &number)) {
        none.lo = none.hi = number;
        none.not_zero = number != 0;
        return none;
    }
    const Fact *known = state_fact(state, value);
    Fact fact = known ? *known : none;
    fact.not_zero = fact.not_zero || value_is_address(flow->values, value);
    return with_bits(flow, state, fact);
}

static bool is_excluded(const Fact *fact, int64_t number)
{
    for (unsigned i = 0; i < fact->not_count; i++)
        if (fact->not[i] == number)
            return true;
    return number == 0 && fact->not_zero;
}

static bool narrow(Fact *fact, CmpKind cmp, int64_t number)
{
    switch (cmp) {
    case CMP_NONE:
        return true;
    case CMP_EQ:
        if (number < fact->lo || number > fact->hi || is_excluded(fact, number))
            return false;
        fact->lo = fact->hi = number;
        break;
    case CMP_NE:
        if (number == 0)
            fact->not_zero = true;
        else if (fact->not_count < NOT_MAX && !is_excluded(fact, number))
            fact->not[fact->not_count++] = number;
        if (fact->lo == number && fact->lo < INT64_MAX)
            fact->lo++;
        else if (fact->hi == number && fact->hi > INT64_MIN)
            fact->hi--;
        break;
    case CMP_LT:
        if (number == INT64_MIN)
            return false;
        return narrow(fact, CMP_LE, number - 1);
    case CMP_LE:
        fact->hi = number < fact->hi ? number : fact->hi;
        break;
    case CMP_GT:
        if (number == INT64_MAX)
            return false;
        return narrow(fact, CMP_GE, number + 1);
    case CMP_GE:
        fact->lo = number > fact->lo ? number : fact->lo;
        break;
    }
    if (fact->lo > 0 || fact->hi < 0)
        fact->not_zero = true;
    if (fact->not_zero && fact->lo == 0)
        fact->lo = 1;
    if (fact->not_zero && fact->hi == 0)
        fact->hi = -1;
    return fact->lo <= fact->hi;
}

static CmpKind negated(CmpKind cmp)
{
    static const uint8_t other[] = {
        [CMP_NONE] = CMP_NONE, [CMP_EQ] = CMP_NE, [CMP_NE] = CMP_EQ, [CMP_LT] = CMP_GE,
        [CMP_LE] = CMP_GT,     [CMP_GT] = CMP_LE, [CMP_GE] = CMP_LT,
    };
    return (CmpKind)other[cmp];
}

/* `a cmp b` as `b cmp a`. */
static CmpKind mirrored(CmpKind cmp)
{
    static const uint8_t other[] = {
        [CMP_NONE] = CMP_NONE, [CMP_EQ] = CMP_EQ, [CMP_NE] = CMP_NE, [CMP_LT] = CMP_GT,
        [CMP_LE] = CMP_GE,     [CMP_GT] = CMP_LT, [CMP_GE] = CMP_LE,
    };
    return (CmpKind)other[cmp];
}

bool flow_contradict(CmpKind a, int64_t x, CmpKind b, int64_t y)
{
    Fact fact = { .lo = INT64_MIN, .hi = INT64_MAX };
    return !narrow(&fact, a, x) || !narrow(&fact, b, y);
}

int flow_test(const Flow *flow, const State *state, ValueId value, CmpKind cmp,
              int64_t number)
{
    Fact yes = fact_of(flow, state, value), no = yes;
    if (!narrow(&yes, cmp, number))
        return 0;
    return narrow(&no, negated(cmp), number) ? -1 : 1;
}

int flow_fits(const Flow *flow, const State *state, ValueId value, int64_t lo,
              int64_t hi, bool not_zero)
{
    Fact fact = fact_of(flow, state, value), before = fact;
    if (!narrow(&fact, CMP_GE, lo) || !narrow(&fact, CMP_LE, hi) ||
        (not_zero && !narrow(&fact, CMP_NE, 0)))
        return 0;
    bool same = fact.lo == before.lo && fact.hi == before.hi &&
                fact.not_zero == before.not_zero;
    return same ? 1 : -1;
}

/* A comparison used as a value: its truth says something of what was compared. */
static bool assume_inside(Flow *flow, State *state, Value expr, bool truth, Span why)
{
    bool equal = (expr.number == '=') == truth;
    int64_t number;
    if (expr.number != '=' && expr.number != '!')
        return true;
    if (value_is_int(flow->values, expr.b, &number))
        return flow_assume(flow, state, expr.a, equal ? CMP_EQ : CMP_NE, number, why);
    if (value_is_int(flow->values, expr.a, &number))
        return flow_assume(flow, state, expr.b, equal ? CMP_EQ : CMP_NE, number, why);
    return true;
}

bool flow_assume(Flow *flow, State *state, ValueId value, CmpKind cmp, int64_t number,
                 Span why)
{
    Fact fact = fact_of(flow, state, value);
    bool was_zero = fact.lo == 0 && fact.hi == 0;
    if (!narrow(&fact, cmp, number))
        return false;
    bool zero = fact.lo == 0 && fact.hi == 0;
    if (value_at(flow->values, value).kind == VAL_INT)
        return true;
    if (zero && (!was_zero || fact.weak)) {
        fact.why = why;
        fact.weak = false;
    }
    state_set_fact(state, flow->arena, fact);
    if (zero || fact.not_zero) {
        iter_learn(state, value, zero);
        if (zero)
            heap_learn_zero(state, value);
        if (!zero)
            position_learn(flow, state, value);
        Value expr = value_at(flow->values, value);
        if (expr.kind == VAL_EXPR)
            return assume_inside(flow, state, expr, !zero, why);
    }
    return true;
}

void flow_not_null(Flow *flow, State *state, ValueId value, Span why)
{
    flow_assume(flow, state, value, CMP_NE, 0, why);
}

Sym flow_function(const Flow *flow, const State *state, ValueId value)
{
    Value v = value_at(flow->values, value);
    const Fact *fact = state_fact(state, value);
    return v.kind == VAL_FUNC ? v.a : fact ? fact->function : 0;
}

bool flow_assume_function(Flow *flow, State *state, ValueId value, Sym function)
{
    Sym known = flow_function(flow, state, value);
    if (known)
        return known == function;
    if (value_is_address(flow->values, value) ||
        !flow_assume(flow, state, value, CMP_NE, 0, (Span){ 0 }) ||
        !state_fact(state, value))
        return false;
    state_fact(state, value)->function = function;
    return true;
}

bool flow_number(const Flow *flow, const State *state, ValueId value, int64_t *number)
{
    Value v = value_at(flow->values, value);
    int64_t a, b;
    const Fact *fact = state_fact(state, value);
    if (value_is_int(flow->values, value, number))
        return true;
    if (fact && fact->lo == fact->hi) {
        *number = fact->lo;
        return true;
    }
    if (v.kind != VAL_EXPR || (v.number != '+' && v.number != '-') ||
        !flow_number(flow, state, v.a, &a) || !flow_number(flow, state, v.b, &b) ||
        a > INT32_MAX || a < INT32_MIN || b > INT32_MAX || b < INT32_MIN)
        return false;
    *number = v.number == '+' ? a + b : a - b;
    return true;
}

/* Both sides unknown: the comparison itself is the symbol whose truth is remembered. */
static bool assume_pair(Flow *flow, State *state, ValueId a, ValueId b, CmpKind cmp,
                        Span why)
{
    bool truth = true;
    if (cmp == CMP_NE || cmp == CMP_GE || cmp == CMP_LE) {
        cmp = negated(cmp);
        truth = false;
    }
    if (cmp == CMP_GT) {
        ValueId swap = a;
        a = b;
        b = swap;
        cmp = CMP_LT;
    }
    if (a == b)
        return (cmp == CMP_EQ) == truth;
    ValueId symbol = value_expr(flow->values, cmp == CMP_EQ ? '=' : '<', a, b);
    cmp = truth ? CMP_NE : CMP_EQ;
    flow_decide(flow, state, symbol, cmp, 0);
    return flow_assume(flow, state, symbol, cmp, 0, why);
}

bool flow_assume_cond(Flow *flow, State *state, const Cond *cond, bool holds, Span why)
{
    CmpKind cmp = (CmpKind)cond->cmp;
    int64_t number;
    if (cmp == CMP_NONE)
        return true;
    if (!holds)
        cmp = negated(cmp);
    ValueId a = flow_eval(flow, state, cond->a), b = flow_eval(flow, state, cond->b);
    if (!flow_number(flow, state, b, &number) && flow_number(flow, state, a, &number)) {
        ValueId swap = a;
        a = b;
        b = swap;
        cmp = mirrored(cmp);
    }
    if (!flow_number(flow, state, b, &number))
        return assume_pair(flow, state, a, b, cmp, why);
    flow_decide(flow, state, a, cmp, number);
    return flow_assume(flow, state, a, cmp, number, why);
}

static const NilReason *reason(Flow *flow, Span span, const char *text)
{
    NilReason *why = ARENA_NEW(flow->arena, NilReason);
    *why = (NilReason){ .span = span, .text = text };
    return why;
}

const NilReason *flow_nil(Flow *flow, const State *state, ValueId value, ValueId at)
{
    const Fact *fact = state_fact(state, value);
    if (fact && fact->lo == 0 && fact->hi == 0 && !fact->weak)
        return reason(flow, fact->why, "is NULL on this path, as tested here");
    if (!value_is_null(flow->values, value))
        return NULL;
    const Cell *cell = at ? state_cell(state, at) : NULL;
    if (cell)
        return reason(flow, cell->why, "is set to NULL here");
    for (uint32_t i = 0; at && i < state->zeroed.len; i++)
        if (state->zeroed.items[i].base == at ||
            value_below(flow->values, at, state->zeroed.items[i].base))
            return reason(flow, state->zeroed.items[i].why, "is zeroed here");
    return reason(flow, (Span){ 0 }, "is NULL");
}
