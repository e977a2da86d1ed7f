#include "check/owned.h"

#include "check/report.h"
#include "summary/path.h"

static void tell(const RuleCtx *cx, FactKind kind, Sym place, bool number)
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

/* What a caller hands to the function it tells of itself. */
static void learn_write(const RuleCtx *cx, const MapEvent *ev)
{
    const HeapFact *fact = ev->val ? state_heap(cx->state, ev->val) : NULL;
    bool made = fact && fact->made;
    if (ev->made_val)
        tell(cx, FACT_GIVEN, flow_home(cx->flow, ev->map, 0), true);
    else if (made || (!ev->chain && !is_nameable(cx->flow, ev->val)))
        tell(cx, FACT_GIVEN, flow_home(cx->flow, ev->map, 0),
             made && !fact->lent && !fact->escaped);
}

static void learn_value(const RuleCtx *cx, const HeapFact *fact)
{
    if (fact->given_to && (fact->lent || fact->escaped))
        tell(cx, FACT_GIVEN, flow_home(cx->flow, fact->given_to, 0), false);
    if (fact->taken_from && fact->dead && fact->map == 0 &&
        fact->death.verb == EV_DISPOSE)
        tell(cx, FACT_FREED, flow_home(cx->flow, fact->taken_from, 0),
             fact->taken_stolen);
}

void owned_learn(RuleCtx *cx, const MapEvent *ev)
{
    if (ev->verb == EV_WRITE)
        learn_write(cx, ev);
    if (ev->verb != EV_RETURN)
        return;
    for (uint32_t i = 0; i < cx->state->heap.len; i++)
        learn_value(cx, &cx->state->heap.items[i]);
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
    Facts given = program_facts(cx->program, FACT_GIVEN, place);
    for (uint32_t i = 0; i < given.count; i++)
        if (!given.items[i].number)
            return false;
    return given.count > 0;
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
