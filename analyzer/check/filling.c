#include "check/filling.h"

#include "check/report.h"

/* Whoever deletes an entry without asking anything before owns it, and may well delete
 * all of them in his time; one that counts references leaves those that are used. */
static bool takes_out(const RuleCtx *cx, const MapEvent *ev)
{
    return ev->verb == EV_DELETE && !ev->chain && cx->state->decisions.len == 0;
}

void filling_learn(RuleCtx *cx, const MapEvent *ev)
{
    bool fills = ev->verb == EV_WRITE;
    bool empties = ev->verb == EV_CLEAR || takes_out(cx, ev);
    Sym place = fills || empties ? flow_home(cx->flow, ev->map, ev->map_at) : 0;
    if (place)
        program_contribute(
            cx->program,
            (ProgramFact){ .kind = fills ? FACT_FILLED : FACT_EMPTIED, .key = place });
}

/* A call of something other than a library's function, which may well remove entries.
 */
static bool may_remove(const Flow *flow, const Event *event)
{
    return event->verb == EV_CALL && (event->callee.kind != OPND_FUNC ||
                                      !model_fn(flow->models, event->callee.sym));
}

/* Stands nothing before the event in its function that may take the entries out one by
 * one: neither a loop nor a call? */
static bool comes_first(const Flow *flow, const MapEvent *ev)
{
    for (BlockId b = 0; b < flow->fn->blocks.len; b++) {
        const Block *block = &flow->fn->blocks.items[b];
        for (uint32_t e = 0; e < block->events.len; e++) {
            const Event *event = &block->events.items[e];
            bool loops = flow->cfg.loop[b] != NO_LOOP;
            if ((loops || may_remove(flow, event)) &&
                span_compare(event->span, ev->span) < 0)
                return false;
        }
    }
    return true;
}

bool rule_leaves_entries(RuleCtx *cx, const MapEvent *ev)
{
    const MapFact *map = state_map(cx->state, ev->map);
    Sym place = ev->leaves ? flow_home(cx->flow, ev->map, ev->map_at) : 0;
    bool looked = map && (map->tested || map->test_count || map->emptied ||
                          map->escaped || map->freed || map->made);
    return place && !looked && !cx->state->asserted && comes_first(cx->flow, ev) &&
           program_facts(cx->program, FACT_FILLED, place).count > 0 &&
           program_facts(cx->program, FACT_EMPTIED, place).count == 0;
}
