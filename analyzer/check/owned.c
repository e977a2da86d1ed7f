#include "check/owned.h"

#include "check/report.h"
#include "summary/path.h"

/* FACT_GIVEN: held by others, too; by nobody else; as the caller says. */
enum { GIVEN_SHARED, GIVEN_OWN, GIVEN_HANDED, GIVEN_AS_KEY = 4 };

static void tell(const RuleCtx *cx, FactKind kind, Sym place, int64_t number)
{
    if (place)
        program_contribute(
            cx->program,
            (ProgramFact){ .kind = (uint8_t)kind, .key = place, .number = number });
}

static bool is_nameable(const Flow *flow, ValueId value)
{
    Path path;
    return path_of_value(flow, value, &path);
}

/* What a caller hands to the function it tells of itself, and what a callee has made,
 * the callee. */
static int64_t given_as(const RuleCtx *cx, const MapEvent *ev)
{
    ValueId object = heap_object(cx->flow, cx->state, ev->val);
    const HeapFact *fact = object ? state_heap(cx->state, object) : NULL;
    if (ev->made_val)
        return GIVEN_OWN;
    if (fact && fact->made)
        return !fact->lent && !fact->escaped ? GIVEN_OWN : GIVEN_SHARED;
    return ev->fresh_val || is_nameable(cx->flow, ev->val) ? GIVEN_HANDED
                                                           : GIVEN_SHARED;
}

static void learn_write(const RuleCtx *cx, const MapEvent *ev)
{
    int64_t as = given_as(cx, ev);
    if (ev->val && ev->val == ev->key)
        as |= GIVEN_AS_KEY;
    tell(cx, FACT_GIVEN, flow_home(cx->flow, ev->map, 0), as);
}

static void learn_value(const RuleCtx *cx, const HeapFact *fact)
{
    if (fact->given_to && (fact->lent || fact->escaped))
        tell(cx, FACT_GIVEN, flow_home(cx->flow, fact->given_to, 0), GIVEN_SHARED);
    if (fact->taken_from && fact->dead && fact->map == 0 &&
        fact->death.verb == EV_DISPOSE)
        tell(cx, FACT_FREED, flow_home(cx->flow, fact->taken_from, 0),
             fact->taken_stolen);
}

/* In a loop nothing is left of it when the function returns. */
static void learn_dispose(const RuleCtx *cx, const MapEvent *ev)
{
    const HeapFact *fact = state_heap(cx->state, ev->value);
    bool is_null = flow_test(cx->flow, cx->state, ev->value, CMP_EQ, 0) == 1;
    if (fact && fact->taken_from && !fact->dead && !is_null)
        tell(cx, FACT_FREED, flow_home(cx->flow, fact->taken_from, 0),
             fact->taken_stolen);
}

void owned_learn(RuleCtx *cx, const MapEvent *ev)
{
    if (ev->verb == EV_WRITE)
        learn_write(cx, ev);
    if (ev->verb == EV_DISPOSE)
        learn_dispose(cx, ev);
    if (ev->verb != EV_RETURN)
        return;
    for (uint32_t i = 0; i < cx->state->heap.len; i++)
        learn_value(cx, &cx->state->heap.items[i]);
}

Owned owned_in(Program *program, Sym place)
{
    Facts given = program_facts(program, FACT_GIVEN, place);
    Owned owned = { 0 };
    for (uint32_t i = 0; i < given.count; i++) {
        int64_t as = given.items[i].number & ~GIVEN_AS_KEY;
        if (as == GIVEN_SHARED)
            return (Owned){ 0 };
        owned.all = owned.all || as == GIVEN_OWN;
        owned.handed = owned.handed || as == GIVEN_HANDED;
        owned.keys = owned.keys || (given.items[i].number & GIVEN_AS_KEY);
    }
    return owned;
}

/* Is all that is put into the map its own, and what leaves it like this freed? */
static bool is_owned(RuleCtx *cx, Sym place, bool stolen)
{
    Facts freed = program_facts(cx->program, FACT_FREED, place);
    bool alike = false;
    for (uint32_t i = 0; i < freed.count; i++)
        alike = alike || stolen || freed.items[i].number == 0;
    if (!alike)
        return false;
    return owned_in(cx->program, place).all;
}

/* The entry record that a library shows to a callback is the library's: what it holds
 * is in nobody's hands when the callback has taken it out. */
static bool is_of_entry(const Flow *flow, const State *state, const HeapFact *fact)
{
    const MapFact *map = state_map(state, fact->taken_from);
    Value value = value_at(flow->values, fact->value);
    Value field = value_at(flow->values, value.kind == VAL_INIT ? value.a : 0);
    return map && map->law && map->law->entry_val && field.kind == VAL_FIELD &&
           field.b == map->law->entry_val;
}

static bool is_forgotten(const RuleCtx *cx, const MapEvent *ev, const HeapFact *fact)
{
    const Flow *flow = cx->flow;
    return fact->taken_from && !fact->dead && !fact->escaped && !fact->lent &&
           fact->value != ev->value &&
           flow_test(flow, cx->state, fact->value, CMP_EQ, 0) != 1 &&
           (!is_nameable(flow, fact->value) || is_of_entry(flow, cx->state, fact));
}

const HeapFact *rule_lost_value(RuleCtx *cx, const MapEvent *ev, unsigned which)
{
    const State *state = cx->state;
    for (uint32_t i = 0; i < state->heap.len && !state->asserted; i++) {
        const HeapFact *fact = &state->heap.items[i];
        Sym place = fact->taken_from ? flow_home(cx->flow, fact->taken_from, 0) : 0;
        if (place && is_forgotten(cx, ev, fact) &&
            is_owned(cx, place, fact->taken_stolen) && which-- == 0)
            return fact;
    }
    return NULL;
}
