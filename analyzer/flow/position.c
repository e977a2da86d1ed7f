/*
 * Positions: iterators that are values, as in C++.
 *
 * Such an iterator is no object that is advanced but a value that says where it stands:
 * `++it` gives `it` another one, a copy stands by itself, and the one behind the last
 * entry is 0, so that `it != m.end()` is a test like any other. What the iteration
 * knows (IterFact) and whether the value may still be used (HeapFact) go by the value.
 *
 * A dead position is said by whoever meets it: the advance shows a dead iteration, any
 * other use a dead value.
 */
#include "flow/flow.h"

/* The entry's key stands in the field that the law names. */
static void show_key(Flow *flow, State *state, const IterFact *iter)
{
    Sym field = iter->law->entry_key;
    if (iter->map == 0 || iter->key == 0 || !field)
        return;
    ValueId slot = flow_slot(flow, iter->map, iter->key);
    state_set_cell(
        state, flow->arena,
        (Cell){ value_field(flow->values, slot, field), iter->key, iter->begin });
}

/* The entry is there. Where the law names no field, it is its key. */
static void show_entry(Flow *flow, State *state, const MapLaw *law, ValueId map,
                       ValueId key, Span why)
{
    ValueId slot = flow_slot(flow, map, key);
    if (map == 0 || key == 0 || state_cell(state, slot))
        return;
    ValueId content = law->entry_key ? flow_fresh(flow, state, FRESH_INSIDE) : key;
    state_set_cell(state, flow->arena, (Cell){ slot, content, why });
    if (law->entry_key) /* a copy of the entry has the same key */
        state_set_cell(
            state, flow->arena,
            (Cell){ value_field(flow->values, content, law->entry_key), key, why });
}

static void add_fact(Flow *flow, State *state, const IterFact *iter)
{
    state_drop_iter(state, iter->it);
    vec_push(flow->arena, &state->iters, *iter);
    HeapFact *fact = state_heap_add(state, flow->arena, iter->it);
    *fact = (HeapFact){ .value = iter->it,
                        .borrowed = true,
                        .is_position = true,
                        .loop = flow->cfg.loop[flow->block],
                        .born = iter->begin,
                        .map = iter->map,
                        .key = iter->key };
}

void position_stand(Flow *flow, State *state, const MapEvent *event, ValueId it,
                    ValueId key)
{
    IterFact iter = { .it = it,
                      .map = event->map,
                      .law = event->law,
                      .kind = event->kind,
                      .open = true,
                      .loop = event->loop,
                      .key = key,
                      .turn = it,
                      .begin = event->span,
                      .name = event->name };
    if (event->map)
        add_fact(flow, state, &iter);
    show_key(flow, state, &iter);
}

void position_advance(Flow *flow, State *state, const MapEvent *event)
{
    IterFact *old = state_iter(state, event->iter);
    if (!old)
        return;
    old->dead = false; /* said once */
    IterFact iter = *old;
    iter.it = iter.turn = event->result;
    iter.key = event->key;
    iter.open = true;
    iter.loop = event->loop;
    iter.turns = iter.turns < 3 ? iter.turns + 1 : 3;
    add_fact(flow, state, &iter);
    show_key(flow, state, &iter);
}

void position_learn(Flow *flow, State *state, ValueId value)
{
    for (uint32_t i = 0; i < state->iters.len; i++) {
        const IterFact *iter = &state->iters.items[i];
        if (iter->it == value && iter->law->has_positions && !iter->dead)
            show_entry(flow, state, iter->law, iter->map, iter->key, iter->begin);
    }
}

void position_present(Flow *flow, State *state, const MapEvent *event)
{
    show_entry(flow, state, event->law, event->map, event->key, event->span);
    IterFact at = {
        .law = event->law, .map = event->map, .key = event->key, .begin = event->span
    };
    show_key(flow, state, &at);
}

void position_trim(State *state)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->iters.len; i++) {
        const IterFact *iter = &state->iters.items[i];
        bool held = !iter->law->has_positions;
        for (uint32_t j = 0; j < state->cells.len && !held; j++)
            held = state->cells.items[j].value == iter->it;
        if (held)
            state->iters.items[kept++] = *iter;
    }
    state->iters.len = kept;
}
