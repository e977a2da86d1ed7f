#include "check/ended.h"

#include "check/lived.h"
#include "check/owned.h"
#include "check/report.h"

/* FACT_DRAINED: whom the entries of the map may owe their end. */
enum { DRAINS, HOLDS_TOO };

static void tell(Program *program, FactKind kind, Sym place, int64_t number)
{
    if (place)
        program_contribute(
            program,
            (ProgramFact){ .kind = (uint8_t)kind, .key = place, .number = number });
}

/* One entry after the other: over the map, whichever comes first, or the entries
 * themselves, which something else leads to. */
static bool is_in_turn(const RuleCtx *cx, const MapEvent *ev)
{
    const MapLaw *law = ev->law;
    bool by_entry = law->entry_key && law->entry_key == law->entry_val;
    bool goes = ev->key == 0 || (by_entry && (ev->many || ev->loop != NO_LOOP));
    for (uint32_t i = 0; i < cx->state->iters.len && !goes; i++)
        goes = cx->state->iters.items[i].map == ev->map;
    return goes || (ev->many && ev->blurred_key);
}

/* Who asks for all of what is in it, to deal with it elsewhere. */
static bool takes_list(const MapEvent *ev)
{
    return ev->verb == EV_READ && ev->key == 0 && ev->val == 0;
}

static void learn_change(RuleCtx *cx, const MapEvent *ev, Sym place)
{
    bool deletes = ev->verb == EV_DELETE, clears = ev->verb == EV_CLEAR;
    if (deletes)
        tell(cx->program, FACT_REMOVED, place, 0);
    bool given = ev->destroy_key || ev->destroy_val;
    bool cleaned = clears && ev->deals && !given;
    if ((deletes && is_in_turn(cx, ev)) || cleaned || takes_list(ev))
        tell(cx->program, FACT_DRAINED, place, DRAINS);
    if ((clears || ev->verb == EV_FREE) && ev->deals && !ev->chain && !cleaned)
        tell(cx->program, FACT_ENDED, place, 0);
}

/* The home of the map that an iteration has got at the value in; 0: none has. */
static Sym walked_home(const Flow *flow, const State *state, ValueId value)
{
    for (uint32_t i = 0; value && i < state->iters.len; i++) {
        const IterFact *iter = &state->iters.items[i];
        if (iter->val == value || iter->key == value)
            return flow_home(flow, iter->map, 0);
    }
    return 0;
}

/* ... or at what it is a part of, or read out of. */
static Sym walked_part_home(const Flow *flow, const State *state, ValueId value)
{
    Value at = value_at(flow->values, value);
    Sym home = walked_home(flow, state, value);
    while (!home &&
           (at.kind == VAL_INIT || at.kind == VAL_FIELD || at.kind == VAL_ELEM)) {
        home = walked_home(flow, state, at.a);
        at = value_at(flow->values, at.a);
    }
    return home;
}

/* ... or that a loop has looked it up in by key after key. */
static Sym slot_home(const Flow *flow, ValueId value)
{
    Value read = value_at(flow->values, value);
    Value slot = value_at(flow->values, read.kind == VAL_INIT ? read.a : 0);
    while (slot.kind == VAL_FIELD)
        slot = value_at(flow->values, slot.a);
    bool loops = flow->cfg.loop[flow->block] != NO_LOOP;
    return loops && slot.kind == VAL_SLOT ? flow_home(flow, slot.a, 0) : 0;
}

static void learn_dispose(RuleCtx *cx, const MapEvent *ev)
{
    Sym home = walked_part_home(cx->flow, cx->state, ev->value);
    const HeapFact *fact = state_heap(cx->state, ev->value);
    bool taken = fact && fact->taken_from;
    if (!home && !taken)
        home = slot_home(cx->flow, ev->value);
    tell(cx->program, FACT_DRAINED, home, DRAINS);
}

void ended_learn(RuleCtx *cx, const MapEvent *ev)
{
    Sym place = ev->law ? flow_home(cx->flow, ev->map, ev->map_at) : 0;
    if (place)
        learn_change(cx, ev, place);
    if (ev->verb == EV_DISPOSE)
        learn_dispose(cx, ev);
}

void ended_exposed(Program *program, const Flow *flow, const State *state,
                   ValueId value)
{
    if (state)
        tell(program, FACT_DRAINED, walked_home(flow, state, value), DRAINS);
}

void ended_kept(Program *program, const Flow *flow, const State *state, ValueId value)
{
    for (uint32_t i = 0; i < state->entries.len; i++) {
        const EntryFact *entry = &state->entries.items[i];
        if (!entry->written && entry->val == value)
            tell(program, FACT_DRAINED, flow_home(flow, entry->map, 0), HOLDS_TOO);
    }
    tell(program, FACT_DRAINED, walked_home(flow, state, value), DRAINS);
}

static bool has_number(Facts facts, int64_t number)
{
    for (uint32_t i = 0; i < facts.count; i++)
        if (facts.items[i].number == number)
            return true;
    return false;
}

/* Was the map made without a function for its values? */
static bool frees_nothing(RuleCtx *cx, const MapEvent *ev, bool keys)
{
    BoundMap made;
    if (program_made_with(cx->program, cx->flow, ev->map, &made))
        return !made.destroy_val && !(keys && made.destroy_key);
    for (unsigned i = 0; i < model_count(cx->flow->models); i++) {
        const FnModel *row = model_at(cx->flow->models, i);
        if (row->law == ev->law && row->verb == EV_NEW &&
            (row->destroy_key.arg != ROLE_NONE || row->destroy_val.arg != ROLE_NONE))
            return false;
    }
    return true;
}

/* Is what leaves the map freed by hand somewhere, so that the map does not free it? Or
 * does nothing ever leave it, and was it made without a function for its values? */
static bool owes(RuleCtx *cx, const MapEvent *ev, Sym place, const Owned *owned)
{
    Facts freed = program_facts(cx->program, FACT_FREED, place);
    BoundMap made;
    if (program_made_with(cx->program, cx->flow, ev->map, &made) && made.destroy_val)
        return false;
    bool leaves = program_facts(cx->program, FACT_DRAINED, place).count ||
                  program_facts(cx->program, FACT_REMOVED, place).count ||
                  program_facts(cx->program, FACT_LOOSE, place).count;
    if (has_number(freed, 0) || program_facts(cx->program, FACT_ENDED, place).count)
        return true;
    return (freed.count || (!leaves && !owned->handed)) &&
           frees_nothing(cx, ev, owned->keys);
}

/* Nobody has looked into it on this path, nor taken anything out. */
static bool is_as_found(const RuleCtx *cx, const MapEvent *ev)
{
    const MapFact *map = state_map(cx->state, ev->map);
    bool touched = map && (map->tested || map->test_count || map->emptied ||
                           map->escaped || map->freed || map->made || map->empty);
    return !touched && flow_test(cx->flow, cx->state, ev->map, CMP_EQ, 0) != 1;
}

bool rule_loses_values(RuleCtx *cx, const MapEvent *ev)
{
    Sym place = flow_home(cx->flow, ev->map, ev->map_at);
    Owned owned = owned_in(cx->program, place);
    bool plain = !ev->chain && !ev->deals && !ev->no_destroy && !ev->maybe;
    return place && plain && report_goes_on(cx) && is_as_found(cx, ev) && owned.all &&
           !has_number(program_facts(cx->program, FACT_DRAINED, place), DRAINS) &&
           lived_is_known(cx, place) && owes(cx, ev, place, &owned);
}
