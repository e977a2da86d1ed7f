#include "summary/path.h"

bool path_eq(const Path *a, const Path *b)
{
    if (a->root != b->root || a->address != b->address || a->count != b->count ||
        a->of != b->of)
        return false;
    for (unsigned i = 0; i < a->count; i++)
        if (a->step[i].kind != b->step[i].kind ||
            a->step[i].field != b->step[i].field ||
            a->step[i].index != b->step[i].index)
            return false;
    return true;
}

static bool add_step(Path *path, PathStep step)
{
    if (path->count == PATH_MAX)
        return false;
    path->step[path->count++] = step;
    return true;
}

/* An element is named by a number, or by a parameter as it was at entry. */
static bool add_element(const Flow *flow, ValueId index, Path *path)
{
    PathStep step = { .kind = STEP_ELEM };
    if (value_is_int(flow->values, index, &step.index))
        return add_step(path, step);
    Value value = value_at(flow->values, index);
    Value from = value_at(flow->values, value.kind == VAL_INIT ? value.a : 0);
    step = (PathStep){ .kind = STEP_AT, .index = from.a };
    return from.kind == VAL_LOCAL && from.a < flow->fn->param_count &&
           add_step(path, step);
}

bool path_of_address(const Flow *flow, ValueId address, Path *path)
{
    Value value = value_at(flow->values, address);
    bool found =
        value.kind == VAL_INIT && value_at(flow->values, value.a).kind == VAL_SLOT;
    if (address == flow->returned && (value.kind == VAL_FRESH || found)) {
        *path = (Path){ .root = PATH_RETURN, .address = true };
        return true;
    }
    switch ((ValueKind)value.kind) {
    case VAL_LOCAL:
        *path = (Path){ .root = PATH_PARAM, .address = true, .of = value.a };
        return value.a < flow->fn->param_count;
    case VAL_GLOBAL:
        *path = (Path){ .root = PATH_GLOBAL, .address = true, .of = value.a };
        return true;
    case VAL_FIELD:
        return path_of_address(flow, value.a, path) &&
               add_step(path, (PathStep){ .kind = STEP_FIELD, .field = value.b });
    case VAL_ELEM:
        return path_of_address(flow, value.a, path) && add_element(flow, value.b, path);
    case VAL_INIT:
        return path_of_address(flow, value.a, path) &&
               add_step(path, (PathStep){ .kind = STEP_DEREF });
    default:
        return false;
    }
}

/* The caller sees memory, not the callee's own copies of its arguments. */
static bool visible(const Path *path)
{
    return path->root == PATH_GLOBAL ||
           (path->count > 0 && path->step[0].kind == STEP_DEREF);
}

bool path_of_value(const Flow *flow, ValueId value, Path *path)
{
    Value v = value_at(flow->values, value);
    if (v.kind == VAL_INIT) {
        if (!path_of_address(flow, v.a, path))
            return false;
        path->address = false;
        return path->root == PATH_GLOBAL || path->count == 0 || visible(path);
    }
    return value_is_address(flow->values, value) &&
           path_of_address(flow, value, path) && visible(path);
}

ValueId path_address(Flow *flow, State *state, const Path *path, const CallSite *call)
{
    ValueId at = 0;
    unsigned first = 0;
    if (path->root == PATH_RETURN) {
        at = call->returned;
    } else if (path->root == PATH_GLOBAL) {
        at = value_of(flow->values, (Value){ .kind = VAL_GLOBAL, .a = path->of });
    } else if (path->of < call->count && path->count > 0) {
        at = call->args[path->of];
        first = 1; /* the leading dereference is of the argument */
    }
    for (unsigned i = first; at && i < path->count; i++) {
        const PathStep *step = &path->step[i];
        if (value_at(flow->values, at).kind == VAL_INT)
            return 0;
        if (step->kind == STEP_DEREF)
            at = flow_load(flow, state, at, NULL);
        else if (step->kind == STEP_FIELD)
            at = value_field(flow->values, at, step->field);
        else if (step->kind == STEP_ELEM)
            at = value_elem(flow->values, at, value_int(flow->values, step->index));
        else
            at = step->index >= 0 && step->index < call->count
                     ? value_elem(flow->values, at, call->args[step->index])
                     : 0;
    }
    return at && value_at(flow->values, at).kind != VAL_INT ? at : 0;
}

ValueId path_value(Flow *flow, State *state, const Path *path, const CallSite *call)
{
    if (path->root == PATH_PARAM && path->count == 0)
        return path->of < call->count ? call->args[path->of] : 0;
    ValueId at = path_address(flow, state, path, call);
    if (at == 0 || path->address)
        return at;
    return flow_load(flow, state, at, NULL);
}

void path_print(StrBuf *out, const Unit *unit, const Func *fn, const Path *path)
{
    Sym root = path->root == PATH_GLOBAL    ? path->of
               : path->of < fn->param_count ? fn->vars.items[path->of].name
                                            : 0;
    Str name = name_shown(sym_text(unit->intern, root));
    if (path->address)
        strbuf_add_char(out, '&');
    strbuf_add_n(out, name.p, name.n);
    for (unsigned i = 0; i < path->count; i++) {
        const PathStep *step = &path->step[i];
        bool arrow = i > 0 && path->step[i - 1].kind == STEP_DEREF;
        if (step->kind == STEP_FIELD) {
            Str field = field_shown(sym_text(unit->intern, step->field));
            strbuf_add(out, arrow ? "->" : ".");
            strbuf_add_n(out, field.p, field.n);
        } else if (step->kind == STEP_ELEM) {
            strbuf_printf(out, "[%lld]", (long long)step->index);
        } else if (step->kind == STEP_AT) {
            Sym index =
                step->index < fn->param_count ? fn->vars.items[step->index].name : 0;
            Str shown = name_shown(sym_text(unit->intern, index));
            strbuf_printf(out, "[%.*s]", (int)shown.n, shown.p);
        } else if (i + 1 == path->count) {
            strbuf_add(out, "[0]");
        }
    }
}
