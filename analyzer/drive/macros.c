#include "drive/macros.h"

/* How many arguments the row speaks of. */
static uint8_t least_arguments(const FnModel *row)
{
    const int args[] = { row->map.arg,   row->it.arg,  row->key.arg,
                         row->val.arg,   row->dst.arg, row->hint.arg,
                         row->value.arg, row->same,    row->code };
    int most = -1;
    for (unsigned i = 0; i < ARRAY_LEN(args); i++)
        most = args[i] > most ? args[i] : most;
    return (uint8_t)(most + !row->is_bound); /* the user does not write the variable */
}

static uint32_t bit_of(Role role)
{
    return role.arg >= 0 ? UINT32_C(1) << role.arg : 0;
}

/* A map that is a variable, and the variables that the macro sets, go by their address.
 */
static uint32_t address_bits(const FnModel *row)
{
    uint32_t bits = row->dst.through ? bit_of(row->dst) : 0;
    if (row->law && row->law->is_head)
        bits |= bit_of(row->map);
    if (row->is_loop)
        bits |= bit_of(row->it) | (row->key.through ? bit_of(row->key) : 0) |
                (row->val.through ? bit_of(row->val) : 0);
    return bits;
}

const MacroShapes *macros_of(const ModelSet *models, Arena *arena)
{
    MacroShapes *shapes = ARENA_NEW(arena, MacroShapes);
    for (unsigned i = 0; i < model_count(models); i++) {
        const FnModel *row = model_at(models, i);
        if (!row->is_macro || row->is_turn)
            continue;
        MacroShape shape = { .name = row->name,
                             .next = row->turn,
                             .address = address_bits(row),
                             .member = bit_of(row->key),
                             .code = row->code,
                             .least = least_arguments(row),
                             .is_bound = row->is_bound,
                             .is_place = row->is_place };
        vec_push(arena, &shapes->items, shape);
    }
    return shapes;
}
