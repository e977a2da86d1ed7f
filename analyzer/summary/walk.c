/*
 * Walks: what happens while an iteration over a map of the caller is open.
 *
 * A function that walks a map and calls a function of its caller, or changes another
 * map of its caller, does nothing wrong by itself: only the caller knows what the
 * function does and whether the two maps are one. So the effect remembers the
 * iteration, and whether it goes on afterwards; at the call the caller runs the effect
 * inside such an iteration.
 */
#include "summary/walk.h"

/* The innermost open iteration over a map that a caller can name, and that the verb
 * could disturb. */
static const IterFact *open_walk(const Flow *flow, const State *state, Verb verb,
                                 ValueId changed, Path *map)
{
    for (uint32_t i = state->iters.len; i-- > 0;) {
        const IterFact *iter = &state->iters.items[i];
        bool harmless =
            verb != EV_CALL && (iter_is_over(flow, iter, changed) ||
                                !iter->law->iterator[iter->kind].dies[verb]);
        if (iter->open && iter->turns && !harmless &&
            path_of_value(flow, iter->map, map))
            return iter;
    }
    return NULL;
}

ValueId walk_note(const Flow *flow, const State *state, ValueId changed, Effect *effect)
{
    Path map;
    const IterFact *iter = open_walk(flow, state, (Verb)effect->verb, changed, &map);
    if (!iter)
        return 0;
    effect->walk = (Walk){ .is_open = true,
                           .law = iter->law,
                           .kind = iter->kind,
                           .map = map,
                           .lo = INT64_MIN,
                           .hi = INT64_MAX };
    return iter->it;
}

bool walk_eq(const Walk *a, const Walk *b)
{
    return a->is_open == b->is_open &&
           (!a->is_open ||
            (a->law == b->law && a->kind == b->kind && path_eq(&a->map, &b->map)));
}

/* The answers of the called function after which the iteration goes on. */
static void learn_answer(const State *state, ValueId answer, Walk *walk)
{
    const Fact *fact = answer ? state_fact(state, answer) : NULL;
    int64_t lo = fact ? fact->lo : INT64_MIN, hi = fact ? fact->hi : INT64_MAX;
    bool not_zero = fact && fact->not_zero;
    walk->lo = walk->goes_on && walk->lo < lo ? walk->lo : lo;
    walk->hi = walk->goes_on && walk->hi > hi ? walk->hi : hi;
    walk->not_zero = (!walk->goes_on || walk->not_zero) && not_zero;
    walk->goes_on = true;
}

void walk_next(Collect *collect, const Flow *flow, const State *state, ValueId it)
{
    const IterFact *iter = state_iter(state, it);
    for (unsigned i = 0; iter && iter->turns && i < collect->summary->effect_count;
         i++) {
        Effect *effect = &collect->summary->effects[i];
        ValueId decides = collect->decides[i];
        if (state->effects >> i & 1 && collect->of_walk[i] == it)
            collect->walked |= UINT64_C(1) << i;
        if (!(state->effects >> i & 1) || !effect->walk.is_open ||
            collect->walker[i] != it ||
            (decides && flow_test(flow, state, decides, CMP_EQ, 0) == 1))
            continue;
        learn_answer(state, effect->verb == EV_CALL ? collect->answer[i] : 0,
                     &effect->walk);
    }
}

/* ---- in the caller ---- */

static const char *map_name(const Apply *apply, State *state, const Walk *walk,
                            ValueId map)
{
    Flow *flow = apply->flow;
    const char *name = flow_name(flow, state, map);
    ValueId at = path_address(flow, state, &walk->map, apply->call);
    if (!name && at)
        name = flow_place_name(flow, state, at);
    return name ? name : "the map";
}

ValueId walk_begin(const Apply *apply, State *state, const Effect *effect,
                   uint32_t which)
{
    Flow *flow = apply->flow;
    const Walk *walk = &effect->walk;
    if (!walk->is_open || !walk->goes_on)
        return 0;
    ValueId map = path_value(flow, state, &walk->map, apply->call);
    if (map == 0 || (effect->verb != EV_CALL &&
                     path_value(flow, state, &effect->map, apply->call) != map))
        return 0;
    IterFact iter = { .it = flow_fresh(flow, state, which),
                      .map = map,
                      .law = walk->law,
                      .kind = walk->kind,
                      .open = true,
                      .turns = 1,
                      .loop = flow->cfg.loop[flow->block],
                      .key = flow_fresh(flow, state, which + 1),
                      .val = flow_fresh(flow, state, which + 2),
                      .begin = apply->call->span,
                      .name = map_name(apply, state, walk, map) };
    vec_push(flow->arena, &state->iters, iter);
    return iter.it;
}

static bool goes_on(const Flow *flow, const State *state, const Effect *effect)
{
    const Walk *walk = &effect->walk;
    bool any = walk->lo == INT64_MIN && walk->hi == INT64_MAX && !walk->not_zero;
    return any || (state->result && flow_fits(flow, state, state->result, walk->lo,
                                              walk->hi, walk->not_zero) == 1);
}

static void advance(const Apply *apply, State *state, const Effect *effect, ValueId it,
                    StateList *out)
{
    Flow *flow = apply->flow;
    const IterFact *iter = state_iter(state, it);
    if (!iter) { /* a walk inside this one, at the same call, has ended it */
        vec_push(flow->arena, out, state);
        return;
    }
    MapEvent event = {
        .verb = EV_NEXT,
        .entry = ENTRY_ANY,
        .maybe = true,
        .law = iter->law,
        .map = iter->map,
        .iter = it,
        .key = iter->key,
        .val = iter->val,
        .result = iter->turn,
        .name = iter->name,
        .by = effect->by ? effect->by : "",
        .span = apply->call->span,
        .chain = chain_down(apply, effect->span, effect->chain),
        .loop = iter->loop,
        .block = flow->block,
    };
    exec_map_event(flow, state, &event, out);
}

void walk_end(const Apply *apply, const Effect *effect, ValueId it,
              const StateList *states, StateList *out)
{
    for (uint32_t i = 0; i < states->len; i++) {
        State *state = states->items[i];
        uint32_t first = out->len;
        if (goes_on(apply->flow, state, effect))
            advance(apply, state, effect, it, out);
        else
            vec_push(apply->flow->arena, out, state);
        for (uint32_t j = first; j < out->len; j++)
            state_drop_iter(out->items[j], it);
    }
}
