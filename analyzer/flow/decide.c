/*
 * What a path decided at its branches. Facts say what holds; they are forgotten when
 * somebody unknown may have changed it. But most code asks again what it has asked
 * before and gets the same answer:
 *
 *     if (self->wanted)
 *         seen = table_new();
 *     work(self);
 *     if (self->wanted)
 *         table_free(seen);
 *
 * So the questions are remembered after the facts are gone. A path that answers one in
 * two ways is kept, or the engine would go blind after every call, but it is doubtful,
 * and what is found on it alone is not worth telling.
 *
 * A question about a value that a join made is another matter: what went with the one
 * answer or the other is lost. What is missing on such a path may only be forgotten;
 * what an open iteration saw happen did happen, and what died after the last such
 * question is dead. Unless the paths that were joined are told apart by what the caller
 * gives: then he may know that this one is none.
 */
#include "flow/flow.h"

enum { DECISIONS_MAX = 24 };

/* Is a symbol of such a join in it? */
static bool from_join(const Flow *flow, ValueId id, uint32_t site)
{
    Value value = value_at(flow->values, id);
    if (value.kind == VAL_FRESH)
        return (value.a & site) == site;
    if (value.kind == VAL_EXPR)
        return from_join(flow, value.a, site) || from_join(flow, value.b, site);
    return value.kind == VAL_INIT && from_join(flow, value.a, site);
}

void flow_decide(Flow *flow, State *state, ValueId value, CmpKind cmp, int64_t number)
{
    bool fresh = value_at(flow->values, value).kind == VAL_FRESH;
    const Origin *origin = fresh ? flow_origin(flow, value) : NULL;
    ValueId key = origin ? origin->key : value;
    if (key == 0 || flow_test(flow, state, value, cmp, number) != -1)
        return;
    bool blurs = from_join(flow, value, SITE_JOIN);
    state->blurs += blurs;
    state->blurred = state->blurred || blurs;
    state->crossed = state->crossed || from_join(flow, value, SITE_CROSSED);
    for (uint32_t i = 0; i < state->decisions.len; i++) {
        const Decision *known = &state->decisions.items[i];
        bool own = known->block == flow->block; /* asked by a loop on each turn */
        if (known->key != key)
            continue;
        if (own && known->cmp == cmp && known->number == number)
            return;
        if (!own && flow_contradict((CmpKind)known->cmp, known->number, cmp, number))
            state->doubtful = state->contrary = true;
    }
    if (state->decisions.len == DECISIONS_MAX) {
        memmove(state->decisions.items, state->decisions.items + 1,
                (DECISIONS_MAX - 1) * sizeof *state->decisions.items);
        state->decisions.len--;
    }
    vec_push(flow->arena, &state->decisions,
             ((Decision){ key, flow->block, (uint8_t)cmp, number }));
}
