/*
 * One unit's part of the graph: copies, returns and calls of what may hold an address.
 */
#include "summary/bind.h"

typedef struct Read {
    Arena *arena;
    const Unit *unit;
    const Func *fn;
    BindPart *part;
} Read;

static BindTerm root_term(const Unit *unit, const Func *fn, const Place *place)
{
    if (place->is_global)
        return (BindTerm){ BIND_GLOBAL, unit->globals.items[place->root].name, 0 };
    if (place->root < fn->param_count)
        return (BindTerm){ BIND_PARAM, fn->name, place->root };
    return (BindTerm){ BIND_LOCAL, fn->name, place->root };
}

/* Elements count as their array, what is pointed to as the pointer, parts of a union as
 * the union; a field by its own name. */
BindTerm bind_place(const Unit *unit, const Func *fn, const Place *place)
{
    bool direct = place->is_global;
    Sym field = 0;
    for (unsigned i = 0; i < place->count; i++) {
        if (place->sel[i].kind == SEL_FIELD)
            field = place->sel[i].field;
        else if (place->sel[i].kind == SEL_DEREF && i + 1u < place->count)
            direct = false;
    }
    if (!field)
        return root_term(unit, fn, place);
    if (direct)
        return (BindTerm){ BIND_MEMBER, field, unit->globals.items[place->root].name };
    return (BindTerm){ BIND_FIELD, field, 0 };
}

/* What a store to the place adds to. */
static BindTerm stored(BindTerm node)
{
    if (node.kind == BIND_FIELD)
        node.kind = BIND_STORED;
    return node;
}

BindTerm bind_pointed(BindTerm address)
{
    if (address.kind == BIND_ADDRESS)
        address.kind = BIND_GLOBAL;
    return stored(address);
}

/* A plain number cannot hold an address. */
static bool holds_address(const Read *read, const Place *place)
{
    const Var *var = place_var(read->unit, read->fn, place);
    return place->count || var->pointers || var->is_record || var->is_temp ||
           var->type == 0;
}

static BindTerm operand_term(const Read *read, Operand operand)
{
    const Place *place;
    switch ((OperandKind)operand.kind) {
    case OPND_FUNC:
        return (BindTerm){ BIND_FUNC, operand.sym, 0 };
    case OPND_PLACE:
    case OPND_ADDR:
        place = &read->fn->places.items[operand.place];
        if (operand.kind == OPND_ADDR && place->is_global && place->count == 0)
            return (BindTerm){ BIND_ADDRESS,
                               read->unit->globals.items[place->root].name, 0 };
        return bind_place(read->unit, read->fn, place);
    case OPND_NONE:
    case OPND_UNKNOWN:
    case OPND_INT:
    case OPND_STR:
        break;
    }
    return (BindTerm){ 0 };
}

static void add_copy(const Read *read, BindTerm from, BindTerm to)
{
    if (from.kind && to.kind)
        vec_push(read->arena, &read->part->facts,
                 ((BindFact){ .from = from, .to = to }));
}

/* `to` becomes the operand. An address gives way in both directions: what is stored
 * through the pointer stands in the variable. */
static void add_value(const Read *read, Operand operand, BindTerm to)
{
    if (operand.kind == OPND_PLACE &&
        !holds_address(read, &read->fn->places.items[operand.place]))
        return;
    BindTerm from = operand_term(read, operand);
    add_copy(read, from, to);
    if (operand.kind == OPND_ADDR)
        add_copy(read, to, bind_pointed(from));
}

static BindTerm event_dst(const Read *read, const Event *event)
{
    const Place *place = &read->fn->places.items[event->dst];
    if (event->dst == 0 || !holds_address(read, place))
        return (BindTerm){ 0 };
    return stored(bind_place(read->unit, read->fn, place));
}

static void read_call(const Read *read, const Event *event)
{
    BindFact call = { .is_call = true,
                      .from = operand_term(read, event->callee),
                      .to = event_dst(read, event) };
    if (call.from.kind == BIND_NONE)
        return;
    call.arg_count =
        event->arg_count < BIND_ARGS_MAX ? (uint8_t)event->arg_count : BIND_ARGS_MAX;
    call.args = ARENA_ARRAY(read->arena, BindTerm, call.arg_count);
    for (unsigned i = 0; i < call.arg_count; i++) {
        Operand operand = event->args[i];
        if (operand.kind != OPND_PLACE ||
            holds_address(read, &read->fn->places.items[operand.place]))
            call.args[i] = operand_term(read, operand);
        if (operand.kind == OPND_ADDR)
            call.addresses |= (uint8_t)(1u << i);
    }
    vec_push(read->arena, &read->part->facts, call);
}

static void read_block(const Read *read, const Block *block)
{
    for (uint32_t e = 0; e < block->events.len; e++) {
        const Event *event = &block->events.items[e];
        if (event->verb == EV_CALL)
            read_call(read, event);
        else if (event->verb == EV_COPY)
            add_value(read, event->args[0], event_dst(read, event));
    }
    if (block->term.kind == TERM_RETURN)
        add_value(read, block->term.cond.a,
                  (BindTerm){ BIND_RESULT, read->fn->name, 0 });
}

void bind_read_func(Arena *arena, const Unit *unit, const Func *fn, BindPart *part)
{
    Read read = { arena, unit, fn, part };
    vec_push(arena, &part->bodies, fn->name);
    for (uint32_t b = 0; b < fn->blocks.len; b++)
        read_block(&read, &fn->blocks.items[b]);
}

BindPart *bind_read(Arena *arena, const Unit *unit)
{
    BindPart *part = ARENA_NEW(arena, BindPart);
    for (uint32_t f = 0; f < unit->funcs.len; f++)
        bind_read_func(arena, unit, &unit->funcs.items[f], part);
    return part;
}
