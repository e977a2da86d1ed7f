/* Which keys are texts, and which maps look at their addresses only. */
#include "check/report.h"

bool rule_hashes_addresses(RuleCtx *cx, const MapFact *map)
{
    const Flow *flow = cx->flow;
    if (map->hash == 0)
        return false;
    Sym function = flow_function(flow, cx->state, map->hash);
    const FnModel *row = function ? model_fn(flow->models, function) : NULL;
    return (row && row->by_address) || value_is_null(flow->values, map->hash);
}

/* A variable `char *` of the function, by its address. */
static bool is_text_variable(const Flow *flow, ValueId addr)
{
    Value value = value_at(flow->values, addr);
    if (value.kind != VAL_LOCAL)
        return false;
    const Var *var = &flow->fn->vars.items[value.a];
    const char *type = sym_text(flow->unit->intern, var->type);
    return var->pointers == 1 && !var->is_array &&
           (strcmp(type, "char") == 0 || strcmp(type, "gchar") == 0);
}

bool rule_is_text(RuleCtx *cx, ValueId value)
{
    Value what = value_at(cx->flow->values, value);
    if (what.kind == VAL_STR)
        return true;
    if (what.kind == VAL_INIT && is_text_variable(cx->flow, what.a))
        return true;
    if (what.kind != VAL_INIT && what.kind != VAL_FRESH)
        return false; /* a place inside a text */
    for (uint32_t i = 0; i < cx->state->cells.len; i++)
        if (cx->state->cells.items[i].value == value &&
            is_text_variable(cx->flow, cx->state->cells.items[i].addr))
            return true;
    return false;
}

bool rule_is_new_text(RuleCtx *cx, ValueId value)
{
    Value what = value_at(cx->flow->values, value);
    const HeapFact *fact = state_heap(cx->state, value);
    return what.kind == VAL_STR || (what.kind == VAL_FRESH && fact && fact->made);
}
