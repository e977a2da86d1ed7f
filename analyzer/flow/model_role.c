/*
 * Roles of a model's row: which value, at which address, an argument stands for.
 */
#include "flow/model_call.h"

bool model_has(const ModelCall *mc, Role role)
{
    return role.arg >= 0 && (uint32_t)role.arg < mc->call->count;
}

/* The address of the field that the role names in what the argument points to. */
static ValueId role_field(const ModelCall *mc, Role role)
{
    ValueId at = mc->call->args[role.arg];
    for (unsigned i = 0; i < role.field_count; i++)
        at = value_field(mc->flow->values, at, role.field[i]);
    return at;
}

ValueId model_at_role(const ModelCall *mc, Role role)
{
    if (!model_has(mc, role))
        return 0;
    if (role.through)
        return role_field(mc, role);
    return role.field_count ? 0 : mc->call->at[role.arg];
}

ValueId model_value(const ModelCall *mc, State *state, Role role)
{
    if (role.func)
        return value_of(mc->flow->values, (Value){ .kind = VAL_FUNC, .a = role.func });
    if (!model_has(mc, role))
        return 0;
    ValueId value = role_field(mc, role);
    return role.through ? flow_load(mc->flow, state, value, NULL) : value;
}
