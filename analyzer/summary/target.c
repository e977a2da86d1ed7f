#include "summary/target.h"

/* The global whose own part the address is; 0 when it is reached through a pointer. */
static Sym global_of(const Flow *flow, ValueId address)
{
    Value at = value_at(flow->values, address);
    while (at.kind == VAL_FIELD || at.kind == VAL_ELEM)
        at = value_at(flow->values, at.a);
    return at.kind == VAL_GLOBAL ? at.a : 0;
}

static BindTerm address_node(const Flow *flow, ValueId address)
{
    Value at = value_at(flow->values, address);
    while (at.kind == VAL_ELEM)
        at = value_at(flow->values, at.a);
    Sym global = global_of(flow, address);
    if (at.kind == VAL_GLOBAL)
        return (BindTerm){ BIND_GLOBAL, at.a, 0 };
    if (at.kind != VAL_FIELD)
        return (BindTerm){ 0 };
    return global ? (BindTerm){ BIND_MEMBER, at.b, global }
                  : (BindTerm){ BIND_FIELD, at.b, 0 };
}

/* Where the value was read from; 0 when that is not known. */
static ValueId read_from(const Flow *flow, ValueId value)
{
    Value v = value_at(flow->values, value);
    if (v.kind == VAL_INIT)
        return v.a;
    bool forgotten = v.kind == VAL_FRESH && (v.a & SITE_FORGOTTEN) &&
                     !(v.a & SITE_JOIN) && (v.a & SITE_HEAVY) != SITE_HEAVY;
    return forgotten ? (ValueId)v.number : 0;
}

BindTerm target_node(const Flow *flow, ValueId value)
{
    ValueId address = read_from(flow, value);
    return address ? address_node(flow, address) : (BindTerm){ 0 };
}

static void add_targets(Targets *all, const Targets *more)
{
    for (uint32_t i = 0; i < more->count; i++) {
        bool known = false;
        for (uint32_t j = 0; j < all->count && !known; j++)
            known = all->func[j] == more->func[i];
        if (!known && all->count < TARGETS_MAX)
            all->func[all->count++] = more->func[i];
    }
}

void oracle_asks(const Oracle *oracle, BindQuestion question, BindTerm node)
{
    if (oracle->asks_bind)
        oracle->asks_bind(oracle->ctx, question, node);
}

static Targets functions_at(const Oracle *oracle, BindTerm node)
{
    oracle_asks(oracle, BIND_ASK_FUNCTIONS, node);
    return bind_functions(oracle->bind, node);
}

/* A field of what a pointer points to: when that can only be certain globals, tables of
 * functions mostly, their fields alone. */
static Targets through_tables(const Oracle *oracle, const Flow *flow, ValueId address)
{
    Value field = value_at(flow->values, address);
    Targets all = { 0 };
    if (field.kind != VAL_FIELD)
        return all;
    BindTerm pointer = target_node(flow, field.a);
    oracle_asks(oracle, BIND_ASK_ADDRESSES, pointer);
    Targets tables = bind_addresses(oracle->bind, pointer);
    for (uint32_t i = 0; i < tables.count; i++) {
        Targets some =
            functions_at(oracle, (BindTerm){ BIND_MEMBER, field.b, tables.func[i] });
        add_targets(&all, &some);
    }
    return all;
}

Targets target_functions(const Oracle *oracle, const Flow *flow, ValueId value)
{
    ValueId address = read_from(flow, value);
    if (!oracle->bind || !address)
        return (Targets){ 0 };
    Targets through = through_tables(oracle, flow, address);
    return through.count ? through : functions_at(oracle, address_node(flow, address));
}

/* The parameter that the value was given as; NONE when it is no argument. */
static BindTerm argument_node(const Flow *flow, ValueId value)
{
    Value v = value_at(flow->values, value);
    Value at = value_at(flow->values, v.kind == VAL_INIT ? v.a : 0);
    if (at.kind != VAL_LOCAL || at.a >= flow->fn->param_count)
        return (BindTerm){ 0 };
    return (BindTerm){ BIND_PARAM, flow->fn->name, at.a };
}

/* A global or a field of one: the same for all callers. */
static BindTerm global_node(const Flow *flow, ValueId value)
{
    BindTerm node = target_node(flow, value);
    bool one = node.kind == BIND_GLOBAL || node.kind == BIND_MEMBER;
    return one ? node : (BindTerm){ 0 };
}

bool target_is_passed(const Oracle *oracle, const Flow *flow, ValueId argument,
                      ValueId global)
{
    BindTerm to = argument_node(flow, argument), from = global_node(flow, global);
    if (!oracle->bind || to.kind == BIND_NONE || from.kind == BIND_NONE)
        return false;
    oracle_asks(oracle, BIND_ASK_PASSED, to);
    Passed passed = bind_passed(oracle->bind, to);
    for (uint32_t i = 0; i < passed.count; i++)
        if (passed.node[i].kind == from.kind && passed.node[i].a == from.a &&
            (from.kind == BIND_GLOBAL || passed.node[i].b == from.b))
            return true;
    return false;
}

static bool effect_matters(const Effect *effect)
{
    if (effect->verb == EV_READ || effect->verb == EV_LEN)
        return effect->law && effect->law->iterator[0].dies[effect->verb];
    return true;
}

/* Does the function do anything to maps that its caller should see? */
static bool matters(const Oracle *oracle, const Flow *flow, Sym function)
{
    for (const FnModel *row = model_fn(flow->models, function); row;
         row = model_next(flow->models, row))
        if (row->law)
            return true;
    const Summary *summary = oracle->summary(oracle->ctx, function);
    for (uint32_t i = 0; summary && i < summary->effect_count; i++)
        if (effect_matters(&summary->effects[i]))
            return true;
    return false;
}

TargetKind target_run(const Oracle *oracle, Flow *flow, const State *state,
                      ValueId value, const CallSite *call, StateList *out)
{
    uint32_t run = 0;
    if (call->bound)
        return TARGET_UNKNOWN;
    Targets targets = target_functions(oracle, flow, value);
    bool choice = targets.count > 1;
    if (targets.count == 0 || (choice && flow->hops >= HOPS_MAX))
        return TARGET_UNKNOWN;
    flow->hops += choice;
    for (uint32_t i = 0; i < targets.count; i++) {
        State *fork = state_fork(flow->arena, state);
        if (!matters(oracle, flow, targets.func[i]) ||
            !flow_assume_function(flow, fork, value, targets.func[i]))
            continue;
        run++;
        exec_invoke(flow, fork, value, call, out);
    }
    flow->hops -= choice;
    return run == targets.count ? TARGET_ALL : TARGET_SOME;
}
