/*
 * What a modelled call reads and sets in the memory that it is given.
 */
#include "flow/model_call.h"

/* The texts that a printf format asks for. A '*' takes an argument of its own. */
static void touch_texts(const ModelCall *mc, State *state)
{
    uint32_t format = (uint32_t)mc->row->format, arg = (uint32_t)mc->row->format_args;
    if (mc->row->format_args < 0 || format >= mc->call->count)
        return;
    Value value = value_at(mc->flow->values, mc->call->args[format]);
    const char *at =
        value.kind == VAL_STR ? sym_text(mc->flow->unit->intern, value.a) : "";
    while ((at = strchr(at, '%')) != NULL && at[1] == '%')
        at += 2;
    while (at != NULL && arg < mc->call->count) {
        size_t n = 1 + strspn(at + 1, "0123456789.-+ #'hlLqjzt");
        if (at[n] == 's')
            heap_touch(mc->flow, state, mc->call->args[arg], mc->call->chain);
        arg++;
        at += n;
        if (*at == '*') /* the conversion goes on */
            continue;
        while ((at = strchr(at, '%')) != NULL && at[1] == '%')
            at += 2;
    }
}

/* What the call answers through a pointer is not known. */
static void forget_set(const ModelCall *mc, State *state, ValueId pointer)
{
    if (value_is_address(mc->flow->values, pointer))
        flow_forget(mc->flow, state, pointer);
    else
        flow_expose(mc->flow, state, pointer);
}

void model_touch(const ModelCall *mc, State *state)
{
    for (uint32_t i = 0; i < 8 && i < mc->call->count; i++) {
        if (mc->row->reads & 1u << i)
            heap_touch(mc->flow, state, mc->call->args[i], mc->call->chain);
        if (mc->row->sets & 1u << i)
            forget_set(mc, state, mc->call->args[i]);
    }
    if (mc->row->format >= 0)
        touch_texts(mc, state);
}
