/* The frees, insertions and uses of a callee, at its call. */
#include "summary/apply.h"

/* Numbers of the fresh keys and values, apart from those of stores and capacities. */
enum { KEPT_BASE = 3000 };

struct Life {
    ValueId gone[GONE_MAX];
    EntryFact kept[KEPT_MAX];
};

static void one_use(const Apply *apply, State *state, const Use *use)
{
    Flow *flow = apply->flow;
    ValueId value = path_value(flow, state, &use->path, apply->call);
    const HeapFact *dead = value ? heap_dead(flow, state, value) : NULL;
    if (value == 0 || !guard_sure(apply, state, &use->guard))
        return;
    const Chain *chain = chain_down(apply, use->span, use->chain);
    Span span = apply->call->span;
    if (dead)
        heap_show(flow, state, EV_USE, dead->value, NULL, span, chain);
    else
        flow->client->use(flow->client->ctx, flow, state, value, span, chain);
}

static EntryFact kept_entry(const Apply *apply, State *state, const Kept *kept,
                            uint32_t which)
{
    Flow *flow = apply->flow;
    EntryFact entry = { .takes_key = kept->takes_key,
                        .takes_val = kept->takes_val,
                        .written = true,
                        .span = apply->call->span };
    entry.map = path_value(flow, state, &kept->map, apply->call);
    entry.key = desc_value(apply, state, &kept->key, which);
    entry.val = desc_value(apply, state, &kept->val, which + 1);
    entry.name = entry.map ? flow_name(flow, state, entry.map) : NULL;
    entry.chain = chain_down(apply, kept->span, kept->chain);
    return entry;
}

Life *life_before(const Apply *apply, State *state, const Outcome *outcome)
{
    Flow *flow = apply->flow;
    Life *life = ARENA_NEW(flow->arena, Life);
    for (unsigned i = 0; i < apply->summary->use_count; i++)
        one_use(apply, state, &apply->summary->uses[i]);
    for (unsigned i = 0; i < outcome->gone_count; i++)
        life->gone[i] = path_value(flow, state, &outcome->gone[i].path, apply->call);
    for (unsigned i = 0; i < outcome->kept_count; i++)
        life->kept[i] = kept_entry(apply, state, &outcome->kept[i], KEPT_BASE + 2 * i);
    return life;
}

void life_after(const Apply *apply, State *state, const Outcome *outcome,
                const Life *life)
{
    Flow *flow = apply->flow;
    Span span = apply->call->span;
    const Summary *summary = apply->summary;
    bool tame = model_declared(flow->models, apply->call->callee) != NULL;
    if ((summary->opaque && !tame) || summary->cut_short || summary->exposed_more ||
        outcome->more_stores)
        heap_opaque(flow, state);
    for (unsigned i = 0; i < outcome->kept_count; i++)
        if (life->kept[i].map)
            heap_keep(flow, state, life->kept[i]);
    for (unsigned i = 0; i < outcome->gone_count; i++) {
        const Gone *gone = &outcome->gone[i];
        const Chain *chain = chain_down(apply, gone->span, gone->chain);
        Death death = { .verb = gone->verb, .span = span, .chain = chain };
        if (life->gone[i] == 0)
            continue;
        if (gone->verb == EV_DISPOSE)
            heap_show(flow, state, EV_DISPOSE, life->gone[i], gone->by, span, chain);
        heap_end(flow, state, life->gone[i], gone->by, death);
    }
}
