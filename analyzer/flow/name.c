/*
 * Names for values: how a user would write what the engine talks about.
 *
 * A value is named after where it stood at entry ("self->table"), or else after a
 * variable or field that holds it on this path.
 */
#include "flow/flow.h"

enum { DEPTH_MAX = 8 };

typedef struct Naming {
    Flow *flow;
    const State *state;
    StrBuf *out;
} Naming;

static bool name_value(const Naming *n, ValueId id, unsigned depth);

static void add_sym(const Naming *n, Sym name)
{
    Str shown = name_shown(sym_text(n->flow->unit->intern, name));
    strbuf_add_n(n->out, shown.p, shown.n);
}

static bool is_place(Value value)
{
    return value.kind == VAL_LOCAL || value.kind == VAL_GLOBAL ||
           value.kind == VAL_FIELD || value.kind == VAL_ELEM;
}

/* The location at an address: "x", "p->f", "x.f[2]". */
static bool name_place(const Naming *n, ValueId id, unsigned depth)
{
    const ValueTable *values = n->flow->values;
    Value value = value_at(values, id);
    int64_t index;
    if (depth == DEPTH_MAX)
        return false;
    if (value.kind == VAL_LOCAL) {
        add_sym(n, n->flow->fn->vars.items[value.a].name);
        return !n->flow->fn->vars.items[value.a].is_temp;
    }
    if (value.kind == VAL_GLOBAL) {
        add_sym(n, value.a);
        return true;
    }
    bool object = is_place(value_at(values, value.a));
    if (!(object ? name_place(n, value.a, depth + 1)
                 : name_value(n, value.a, depth + 1)))
        return false;
    if (value.kind == VAL_FIELD) {
        Str field = field_shown(sym_text(n->flow->unit->intern, value.b));
        strbuf_add(n->out, object ? "." : "->");
        strbuf_add_n(n->out, field.p, field.n);
    } else if (value_is_int(values, value.b, &index)) {
        strbuf_printf(n->out, "[%lld]", (long long)index);
    } else {
        strbuf_add(n->out, "[...]");
    }
    return true;
}

/* What stands at an address: the name of the location, or "*p" for a pointer. */
static bool name_content(const Naming *n, ValueId addr, unsigned depth)
{
    if (is_place(value_at(n->flow->values, addr)))
        return name_place(n, addr, depth);
    strbuf_add_char(n->out, '*');
    return name_value(n, addr, depth + 1);
}

static bool name_holder(const Naming *n, ValueId id, unsigned depth)
{
    size_t start = n->out->length;
    for (uint32_t i = 0; i < n->state->cells.len; i++) {
        const Cell *cell = &n->state->cells.items[i];
        if (cell->value == id && is_place(value_at(n->flow->values, cell->addr)) &&
            name_place(n, cell->addr, depth + 1))
            return true;
        n->out->length = start;
    }
    return false;
}

static bool name_value(const Naming *n, ValueId id, unsigned depth)
{
    Value value = value_at(n->flow->values, id);
    size_t start = n->out->length;
    if (depth >= DEPTH_MAX || value.kind == VAL_INT)
        return false;
    if (value.kind == VAL_INIT && name_content(n, value.a, depth))
        return true;
    n->out->length = start;
    if (is_place(value)) {
        strbuf_add_char(n->out, '&');
        if (name_place(n, id, depth))
            return true;
        n->out->length = start;
    }
    return name_holder(n, id, depth);
}

const char *flow_name(Flow *flow, const State *state, ValueId value)
{
    StrBuf out = strbuf_in(flow->arena);
    Naming naming = { flow, state, &out };
    return name_value(&naming, value, 0) ? strbuf_cstr(&out) : NULL;
}

const char *flow_place_name(Flow *flow, const State *state, ValueId addr)
{
    StrBuf out = strbuf_in(flow->arena);
    Naming naming = { flow, state, &out };
    return name_content(&naming, addr, 0) ? strbuf_cstr(&out) : NULL;
}
