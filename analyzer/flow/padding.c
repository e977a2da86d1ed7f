/*
 * Padding: bytes of a key that belong to no member. They are known to be unset when
 * the key's memory is the function's own, on this path from a variable without an
 * initialiser or from an allocation that does not zero, and nobody else has seen it.
 */
#include "flow/flow.h"

static ValueId whole_of(const Flow *flow, ValueId addr)
{
    Value value = value_at(flow->values, addr);
    return value.kind == VAL_FIELD || value.kind == VAL_ELEM ? value.a : 0;
}

static bool is_zeroed(const State *state, ValueId addr)
{
    for (uint32_t i = 0; i < state->zeroed.len; i++)
        if (state->zeroed.items[i].base == addr)
            return true;
    return false;
}

/* Is the operand the variable, a part of it, or an address in either? */
static bool mentions(const Flow *flow, Operand operand, VarId var)
{
    if (operand.kind != OPND_ADDR && operand.kind != OPND_PLACE)
        return false;
    const Place *place = &flow->fn->places.items[operand.place];
    bool by_value = operand.kind == OPND_PLACE && place->count > 0;
    return !place->is_global && place->root == var && !by_value;
}

/* Does the function hand the variable to a function that may set what it likes? */
static bool is_handed_on(const Flow *flow, VarId var)
{
    for (uint32_t b = 0; b < flow->fn->blocks.len; b++) {
        const Block *block = &flow->fn->blocks.items[b];
        for (uint32_t e = 0; e < block->events.len; e++) {
            const Event *event = &block->events.items[e];
            bool known = event->verb != EV_UNKNOWN && event->verb != EV_CALL;
            if (event->verb == EV_CALL && event->callee.kind == OPND_FUNC)
                known = model_fn(flow->models, event->callee.sym) != NULL;
            for (uint32_t i = 0; !known && i < event->arg_count; i++)
                if (mentions(flow, event->args[i], var))
                    return true;
        }
    }
    return false;
}

/* Was the content put there by somebody who is not known? */
static bool is_forgotten(const Flow *flow, ValueId content)
{
    Value value = value_at(flow->values, content);
    return value.kind == VAL_FRESH && value.a >= SITE_SYNTHETIC;
}

/* The own memory that the object is: a variable, or made on this path. */
static bool is_own(const Flow *flow, const State *state, ValueId object, Span *born)
{
    Value value = value_at(flow->values, object);
    if (value.kind == VAL_LOCAL) {
        *born = flow->fn->vars.items[value.a].span;
        return value.a >= flow->fn->param_count && !is_handed_on(flow, value.a);
    }
    const HeapFact *heap = state_heap(state, object);
    if (value.kind != VAL_FRESH || !heap || !heap->made || heap->escaped || heap->dead)
        return false;
    *born = heap->born;
    for (uint32_t i = 0; i < state->cells.len; i++) {
        Value at = value_at(flow->values, state->cells.items[i].addr);
        if (state->cells.items[i].value == object &&
            (at.kind != VAL_LOCAL || is_handed_on(flow, at.a)))
            return false;
    }
    return true;
}

const Padding *padding_unset(Flow *flow, const State *state, const Event *note,
                             ValueId key)
{
    Padding padding = { .record = note->args[1].sym,
                        .member = note->args[2].sym,
                        .bytes = note->args[3].number,
                        .where = note->span };
    ValueId object = key;
    for (ValueId at = key; at; at = whole_of(flow, at)) {
        const Cell *cell = state_cell(state, at);
        if (is_zeroed(state, at) || (cell && is_forgotten(flow, cell->value)))
            return NULL;
        if (cell && !padding.assigned) {
            padding.assigned = true;
            padding.at = cell->why;
        }
        object = at;
    }
    Span born;
    if (!is_own(flow, state, object, &born))
        return NULL;
    if (!padding.assigned)
        padding.at = born;
    return arena_copy(flow->arena, &padding, sizeof padding);
}
