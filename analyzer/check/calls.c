/* The library's functions that a message can advise to call. */
#include "check/report.h"

static const char *shown(const RuleCtx *cx, Arena *arena, Sym name)
{
    Str text = name_shown(sym_text(cx->unit->intern, name));
    return arena_strndup(arena, text.p, text.n);
}

const char *rule_delete_current(RuleCtx *cx, const IterFact *it)
{
    const Flow *flow = cx->flow;
    const char *name = flow_name(cx->flow, cx->state, it->it);
    if (!name)
        return NULL;
    for (unsigned i = 0; i < model_count(flow->models); i++) {
        const FnModel *row = model_at(flow->models, i);
        if (row->law == it->law && row->verb == EV_DELETE && row->keeps_iterator &&
            row->it.arg == 0 && !row->no_destroy)
            return arena_printf(flow->arena, "%s(%s)",
                                shown(cx, flow->arena, row->name), name);
    }
    return NULL;
}

const char *rule_function(RuleCtx *cx, const MapLaw *law, Verb verb)
{
    const Flow *flow = cx->flow;
    for (unsigned i = 0; i < model_count(flow->models); i++) {
        const FnModel *row = model_at(flow->models, i);
        if (row->law == law && row->verb == verb && !row->no_destroy)
            return shown(cx, flow->arena, row->name);
    }
    return NULL;
}
