/*
 * Variables that were never given a value: on a path on which nothing has written to a
 * local or taken its address, what it holds is whatever the memory held before.
 *
 * Whoever gets the address may have set it, so an event gives a value to all locals
 * that it mentions in any way but by reading them, when it is over.
 */
#include "flow/flow.h"

enum { WORD = 64 };

/* Numbers are not followed: only what can be a map, or hold one. */
static void give(const Flow *flow, State *state, VarId var)
{
    const Var *is = &flow->fn->vars.items[var];
    if (is->is_temp || (!is->is_record && !is->pointers))
        return;
    while (state->given.len <= var / WORD)
        vec_push(flow->arena, &state->given, UINT64_C(0));
    state->given.items[var / WORD] |= UINT64_C(1) << var % WORD;
}

static bool is_given(const State *state, VarId var)
{
    return var / WORD < state->given.len &&
           state->given.items[var / WORD] >> var % WORD & 1;
}

/* Writing or pointing to a place gives a value to the variable that it is part of, not
 * to what the variable points to. */
static void give_place(const Flow *flow, State *state, PlaceId id)
{
    const Place *place = &flow->fn->places.items[id];
    if (id == 0 || place->is_global)
        return;
    for (unsigned i = 0; i < place->count; i++)
        if (place->sel[i].kind == SEL_DEREF)
            return;
    give(flow, state, place->root);
}

void unset_give(const Flow *flow, State *state, const Event *event)
{
    bool dark = event->verb == EV_UNKNOWN && event->arg_count == 0;
    for (VarId var = 0; dark && var < flow->fn->vars.len; var++)
        give(flow, state, var);
    give_place(flow, state, event->dst);
    for (unsigned i = 0; i < event->arg_count; i++)
        if (event->args[i].kind == OPND_ADDR)
            give_place(flow, state, event->args[i].place);
}

void unset_skipped(const Flow *flow, State *state, uint32_t loop)
{
    for (BlockId b = 0; b < flow->fn->blocks.len; b++) {
        const Block *block = &flow->fn->blocks.items[b];
        for (uint32_t e = 0; cfg_inside(&flow->cfg, b, loop) && e < block->events.len;
             e++)
            unset_give(flow, state, &block->events.items[e]);
    }
}

void unset_join(Flow *flow, State *into, const State *from)
{
    while (into->given.len < from->given.len)
        vec_push(flow->arena, &into->given, UINT64_C(0));
    for (uint32_t i = 0; i < from->given.len; i++)
        into->given.items[i] |= from->given.items[i];
}

/* The local that the address lies in; NO_ID: in none, or in one that begins with a
 * value. */
static VarId local_at(const Flow *flow, ValueId address)
{
    Value at = value_at(flow->values, address);
    while (at.kind == VAL_FIELD)
        at = value_at(flow->values, at.a);
    if (at.kind != VAL_LOCAL || at.a < flow->fn->param_count)
        return NO_ID;
    const Var *var = &flow->fn->vars.items[at.a];
    bool may_be = var->is_record || var->pointers;
    return !may_be || var->is_static || var->is_temp || var->is_array ? NO_ID : at.a;
}

const Var *flow_unset(const Flow *flow, const State *state, ValueId map)
{
    Value value = value_at(flow->values, map);
    VarId var = local_at(flow, value.kind == VAL_INIT ? value.a : map);
    return var != NO_ID && !is_given(state, var) ? &flow->fn->vars.items[var] : NULL;
}
