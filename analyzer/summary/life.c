/*
 * What a function does to the life of its caller's objects.
 *
 * Frees and insertions are told only when every path of an outcome has them: a caller
 * acts on what surely happened. So `unref(x)`, which frees on one of its two paths,
 * frees nothing here, while `remove_and_free(m, k)` frees whenever it gives 0. A use
 * needs one path only, but is told with its guard.
 */
#include "summary/collect.h"

/* ---- uses ---- */

/* Parameters themselves come first; of what lies behind them there is room for some. */
enum { DEEP_USES_MAX = USES_MAX / 2 };

static bool seen_before(Collect *collect, const Flow *flow, ValueId value)
{
    for (uint32_t i = 0; i < collect->used.len; i++)
        if (collect->used.items[i] == value)
            return true;
    vec_push(flow->arena, &collect->used, value);
    return false;
}

static bool has_room(const Summary *summary, const Path *path)
{
    unsigned deep = 0;
    for (unsigned i = 0; i < summary->use_count; i++)
        deep += summary->uses[i].path.count > 0;
    return summary->use_count < USES_MAX && (path->count == 0 || deep < DEEP_USES_MAX);
}

void life_use(void *ctx, Flow *flow, State *state, ValueId value, Span span,
              const Chain *chain)
{
    Collect *collect = ctx;
    Summary *summary = collect->summary;
    Use use = { .span = span };
    if (value_at(flow->values, value).kind != VAL_INIT || state->asserted ||
        (chain && chain->length >= CHAIN_MAX) || seen_before(collect, flow, value) ||
        !path_of_value(flow, value, &use.path) || !has_room(summary, &use.path))
        return;
    use.guard = guard_of(flow, state, value);
    use.chain = chain;
    if (!summary->uses)
        summary->uses = ARENA_ARRAY(collect->arena, Use, USES_MAX);
    summary->uses[summary->use_count++] = use;
}

/* ---- what is true of every way out ---- */

void life_leave(Collect *collect, Flow *flow, State *state, ValueId value)
{
    /* What comes after a failed assertion is not meant to happen. */
    if (!state->asserted)
        vec_push(flow->arena, &collect->left[outcome_kind(flow, state, value)], state);
}

static bool dead_or_null(const Flow *flow, const State *state, ValueId value)
{
    const HeapFact *fact = state_heap(state, value);
    return (fact && fact->dead) || flow_test(flow, state, value, CMP_EQ, 0) == 1;
}

static bool dies_always(const Flow *flow, const StateList *left, ValueId value)
{
    for (uint32_t i = 0; i < left->len; i++)
        if (!dead_or_null(flow, left->items[i], value))
            return false;
    return true;
}

static void add_gone(const Collect *collect, const Flow *flow, const StateList *left,
                     Outcome *outcome, const HeapFact *fact)
{
    Gone gone = { .verb = fact->death.verb, .span = fact->death.span };
    bool freed = gone.verb == EV_DISPOSE || gone.verb == EV_FREE;
    if (!fact->dead || fact->borrowed || !freed || outcome->gone_count == GONE_MAX ||
        (fact->death.chain && fact->death.chain->length >= CHAIN_MAX) ||
        !path_of_value(flow, fact->value, &gone.path) || gone.path.address)
        return;
    for (unsigned i = 0; i < outcome->gone_count; i++)
        if (path_eq(&outcome->gone[i].path, &gone.path))
            return;
    if (!dies_always(flow, left, fact->value))
        return;
    gone.by = fact->dead_by ? arena_strdup(collect->arena, fact->dead_by) : NULL;
    gone.chain = fact->death.chain;
    if (!outcome->gone)
        outcome->gone = ARENA_ARRAY(collect->arena, Gone, GONE_MAX);
    outcome->gone[outcome->gone_count++] = gone;
}

/* A caller that is given the answer may still find that nothing was stored. */
static bool is_done(const Flow *flow, const State *state, const EntryFact *entry)
{
    return !entry->negative_fails ||
           flow_test(flow, state, entry->answer, CMP_GE, 0) == 1;
}

static bool holds(const Flow *flow, const State *state, const EntryFact *entry)
{
    for (uint32_t i = 0; i < state->entries.len; i++) {
        const EntryFact *other = &state->entries.items[i];
        if (other->written && heap_holds(flow, state, other) &&
            is_done(flow, state, other) && other->map == entry->map &&
            other->key == entry->key && other->val == entry->val)
            return true;
    }
    return false;
}

/* The paths on which the map is made anew do not count otherwise: none is left out. */
static bool kept_always(const Flow *flow, const StateList *left, const EntryFact *entry)
{
    for (uint32_t i = 0; i < left->len; i++)
        if (!holds(flow, left->items[i], entry))
            return false;
    return true;
}

static void add_kept(const Collect *collect, const Flow *flow, const StateList *left,
                     Outcome *outcome, const EntryFact *entry)
{
    Kept kept = { .takes_key = entry->takes_key,
                  .takes_val = entry->takes_val,
                  .span = entry->span };
    if (!entry->written || entry->refuses || outcome->kept_count == KEPT_MAX ||
        (entry->chain && entry->chain->length >= CHAIN_MAX) ||
        !path_of_value(flow, entry->map, &kept.map) || !kept_always(flow, left, entry))
        return;
    kept.key = describe(collect, flow, left->items[0], entry->key);
    kept.val = describe(collect, flow, left->items[0], entry->val);
    if (kept.key.kind != DESC_PATH && kept.val.kind != DESC_PATH)
        return;
    kept.chain = entry->chain;
    if (!outcome->kept)
        outcome->kept = ARENA_ARRAY(collect->arena, Kept, KEPT_MAX);
    outcome->kept[outcome->kept_count++] = kept;
}

void life_close(Collect *collect, Flow *flow)
{
    /* A path that was dropped may have freed nothing. */
    for (unsigned kind = 0; kind < OUTCOMES_MAX && !flow->cut_short; kind++) {
        Outcome *outcome = &collect->summary->outcome[kind];
        const StateList *left = &collect->left[kind];
        for (uint32_t s = 0; s < left->len; s++)
            for (uint32_t i = 0; i < left->items[s]->heap.len; i++)
                add_gone(collect, flow, left, outcome, &left->items[s]->heap.items[i]);
        outcome->surely = left->len ? UINT64_MAX : 0;
        for (uint32_t s = 0; s < left->len; s++)
            outcome->surely &= left->items[s]->surely;
        for (uint32_t i = 0; left->len && i < left->items[0]->entries.len; i++)
            add_kept(collect, flow, left, outcome, &left->items[0]->entries.items[i]);
    }
    collect->summary->opaque = flow->met_opaque;
}
