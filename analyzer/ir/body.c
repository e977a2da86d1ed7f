/*
 * A body is: its head, the globals it names, variables, places, blocks. A place comes
 * after those that its indices name, so that walking a place always ends.
 */
#include "ir/body.h"

#include "ir/cfg.h"

#define RMAP_NAME            globalnumbers
#define RMAP_KEY             Sym
#define RMAP_VALUE           VarId
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

struct GlobalTable {
    globalnumbers *numbers;
};

GlobalTable *global_table(Arena *arena, const Unit *unit)
{
    RmapOptions options = arena_map_options(arena);
    GlobalTable *table = ARENA_NEW(arena, GlobalTable);
    table->numbers = globalnumbers_make_with(unit->globals.len, &options);
    for (VarId i = 0; i < unit->globals.len; i++)
        globalnumbers_put(table->numbers, unit->globals.items[i].name, i);
    return table;
}

static uint32_t bits(const bool *flags, unsigned count)
{
    uint32_t all = 0;
    for (unsigned i = 0; i < count; i++)
        all |= (uint32_t)flags[i] << i;
    return all;
}

static void unbits(PackIn *in, bool *const *flags, unsigned count)
{
    uint32_t all = unpack_below(in, (1u << count) - 1);
    for (unsigned i = 0; i < count; i++)
        *flags[i] = all >> i & 1;
}

/* ---- variables, heads ---- */

void pack_var(PackOut *out, const Var *var)
{
    const bool flags[] = { var->is_array, var->is_record, var->is_temp, var->is_static,
                           var->is_const };
    pack_text(out, var->name);
    pack_text(out, var->type);
    pack_number(out, var->pointers);
    pack_number(out, bits(flags, ARRAY_LEN(flags)));
    pack_signed(out, var->length);
    pack_span(out, var->span);
}

Var unpack_var(PackIn *in)
{
    Var var = { .name = unpack_text(in) };
    bool *const flags[] = { &var.is_array, &var.is_record, &var.is_temp, &var.is_static,
                            &var.is_const };
    var.type = unpack_text(in);
    var.pointers = (uint8_t)unpack_below(in, UINT8_MAX);
    unbits(in, flags, ARRAY_LEN(flags));
    var.length = unpack_signed(in);
    var.span = unpack_span(in);
    return var;
}

void pack_head(PackOut *out, const Func *fn)
{
    const bool flags[] = { fn->is_static,       fn->is_inline_header, fn->is_variadic,
                           fn->returns_pointer, fn->returns_value,    fn->no_return };
    pack_text(out, fn->name);
    pack_number(out, fn->param_count);
    pack_number(out, bits(flags, ARRAY_LEN(flags)));
    pack_span(out, fn->span);
    pack_span(out, fn->body);
}

Func unpack_head(PackIn *in)
{
    Func fn = { .name = unpack_text(in) };
    bool *const flags[] = { &fn.is_static,       &fn.is_inline_header, &fn.is_variadic,
                            &fn.returns_pointer, &fn.returns_value,    &fn.no_return };
    fn.param_count = unpack_below(in, UINT32_MAX);
    unbits(in, flags, ARRAY_LEN(flags));
    fn.span = unpack_span(in);
    fn.body = unpack_span(in);
    return fn;
}

/* ---- writing ---- */

static void pack_operand(PackOut *out, Operand operand)
{
    pack_number(out, operand.kind);
    switch ((OperandKind)operand.kind) {
    case OPND_NONE:
    case OPND_UNKNOWN:
        break;
    case OPND_INT:
        pack_signed(out, operand.number);
        break;
    case OPND_STR:
    case OPND_FUNC:
        pack_text(out, operand.sym);
        break;
    case OPND_PLACE:
    case OPND_ADDR:
        pack_number(out, operand.place);
        break;
    }
}

/* Numbers of the globals in order of first use; `used` is by their number in the unit,
 * from 1. */
static void pack_globals(PackOut *out, const Unit *unit, const Func *fn, uint32_t *used)
{
    VEC(VarId) list = { 0 };
    for (uint32_t i = 1; i < fn->places.len; i++) {
        const Place *place = &fn->places.items[i];
        if (!place->is_global || used[place->root])
            continue;
        vec_push(out->bytes.arena, &list, place->root);
        used[place->root] = list.len;
    }
    pack_number(out, list.len);
    for (uint32_t i = 0; i < list.len; i++)
        pack_var(out, &unit->globals.items[list.items[i]]);
}

static void pack_place(PackOut *out, const Place *place, const uint32_t *used)
{
    pack_number(out, place->count);
    pack_number(out, place->is_global);
    pack_number(out, place->is_global ? used[place->root] - 1 : place->root);
    for (unsigned i = 0; i < place->count; i++) {
        const Selector *sel = &place->sel[i];
        pack_number(out, sel->kind);
        if (sel->kind == SEL_FIELD)
            pack_text(out, sel->field);
        else if (sel->kind == SEL_INDEX)
            pack_operand(out, sel->index);
    }
}

static void pack_event(PackOut *out, const Event *event)
{
    pack_number(out, event->verb);
    pack_number(out, event->op);
    pack_number(out, event->dst);
    pack_number(out, event->arg_count);
    for (unsigned i = 0; i < event->arg_count; i++)
        pack_operand(out, event->args[i]);
    pack_operand(out, event->callee);
    pack_span(out, event->span);
}

static void pack_block(PackOut *out, const Block *block)
{
    const Terminator *term = &block->term;
    pack_number(out, block->events.len);
    for (uint32_t i = 0; i < block->events.len; i++)
        pack_event(out, &block->events.items[i]);
    pack_number(out, term->kind);
    pack_number(out, term->cond.cmp);
    pack_operand(out, term->cond.a);
    pack_operand(out, term->cond.b);
    pack_number(out, term->case_count);
    for (uint32_t i = 0; i < term->case_count; i++)
        pack_signed(out, term->cases[i]);
    for (uint32_t i = 0; i < block_target_count(block); i++)
        pack_number(out, term->to[i]);
    pack_span(out, term->span);
    pack_number(out, block->trip.kind);
    pack_number(out, block->trip.may_leave);
    pack_operand(out, block->trip.bound);
    pack_text(out, block->trip.text);
    pack_operand(out, block->trip.index);
}

void pack_body(PackOut *out, const Unit *unit, const Func *fn)
{
    Arena *arena = out->bytes.arena;
    uint32_t *used = ARENA_ARRAY(arena, uint32_t, unit->globals.len + 1);
    pack_head(out, fn);
    pack_globals(out, unit, fn, used);
    pack_number(out, fn->vars.len);
    for (uint32_t i = 0; i < fn->vars.len; i++)
        pack_var(out, &fn->vars.items[i]);
    pack_number(out, fn->places.len);
    for (uint32_t i = 1; i < fn->places.len; i++)
        pack_place(out, &fn->places.items[i], used);
    pack_number(out, fn->blocks.len);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        pack_block(out, &fn->blocks.items[i]);
}

/* ---- reading ---- */

/* A number below `count`; nothing is when there are none. */
static uint32_t unpack_index(PackIn *in, uint32_t count)
{
    uint32_t index = unpack_below(in, count ? count - 1 : 0);
    in->bad = in->bad || count == 0;
    return index;
}

/* An operand whose place is below `places`. */
static Operand unpack_operand(PackIn *in, uint32_t places)
{
    Operand operand = { .kind = (uint8_t)unpack_below(in, OPND_ADDR) };
    switch ((OperandKind)operand.kind) {
    case OPND_NONE:
    case OPND_UNKNOWN:
        break;
    case OPND_INT:
        operand.number = unpack_signed(in);
        break;
    case OPND_STR:
    case OPND_FUNC:
        operand.sym = unpack_text(in);
        break;
    case OPND_PLACE:
    case OPND_ADDR:
        operand.place = unpack_index(in, places);
        in->bad = in->bad || operand.place == 0;
        break;
    }
    return operand;
}

typedef struct Globals {
    VarId *ids; /* in the unit */
    uint32_t count;
} Globals;

static Globals unpack_globals(PackIn *in, const GlobalTable *table)
{
    Globals globals = { .count = unpack_count(in) };
    globals.ids = ARENA_ARRAY(in->arena, VarId, globals.count);
    for (uint32_t i = 0; i < globals.count && !in->bad; i++) {
        const VarId *id = globalnumbers_get(table->numbers, unpack_var(in).name);
        in->bad = in->bad || !id;
        globals.ids[i] = id ? *id : 0;
    }
    return globals;
}

static Place unpack_place(PackIn *in, const Func *fn, const Globals *globals)
{
    Place place = { .count = (uint8_t)unpack_below(in, PLACE_MAX) };
    place.is_global = unpack_below(in, 1);
    uint32_t root = unpack_index(in, place.is_global ? globals->count : fn->vars.len);
    if (in->bad)
        return place;
    place.root = place.is_global ? globals->ids[root] : root;
    for (unsigned i = 0; i < place.count; i++) {
        Selector *sel = &place.sel[i];
        sel->kind = (uint8_t)unpack_below(in, SEL_INDEX);
        if (sel->kind == SEL_FIELD)
            sel->field = unpack_text(in);
        else if (sel->kind == SEL_INDEX)
            sel->index = unpack_operand(in, fn->places.len);
    }
    return place;
}

/* So many arguments are looked at without asking. */
static unsigned least_args(uint8_t verb)
{
    return verb == EV_COPY ? 1 : verb == EV_COMPUTE ? 2 : 0;
}

static Event unpack_event(PackIn *in, uint32_t places)
{
    Event event = { .verb = (uint8_t)unpack_below(in, EV_COUNT - 1) };
    event.op = (uint8_t)unpack_below(in, UINT8_MAX);
    event.dst = unpack_index(in, places);
    uint32_t count = unpack_count(in);
    if (count > UINT16_MAX || count < least_args(event.verb))
        in->bad = true;
    if (in->bad)
        return event;
    event.arg_count = (uint16_t)count;
    event.args = ARENA_ARRAY(in->arena, Operand, count);
    for (uint32_t i = 0; i < count; i++)
        event.args[i] = unpack_operand(in, places);
    event.callee = unpack_operand(in, places);
    event.span = unpack_span(in);
    return event;
}

static void unpack_terminator(PackIn *in, Block *block, const Func *fn, uint32_t blocks)
{
    Terminator *term = &block->term;
    term->kind = (uint8_t)unpack_below(in, TERM_UNREACHABLE);
    term->cond.cmp = (uint8_t)unpack_below(in, CMP_GE);
    term->cond.a = unpack_operand(in, fn->places.len);
    term->cond.b = unpack_operand(in, fn->places.len);
    term->case_count = unpack_count(in);
    term->cases = ARENA_ARRAY(in->arena, int64_t, term->case_count);
    for (uint32_t i = 0; i < term->case_count; i++)
        term->cases[i] = unpack_signed(in);
    uint32_t targets = in->bad ? 0 : block_target_count(block);
    term->to = ARENA_ARRAY(in->arena, BlockId, targets);
    for (uint32_t i = 0; i < targets; i++)
        term->to[i] = unpack_index(in, blocks);
    term->span = unpack_span(in);
}

static Block unpack_block(PackIn *in, const Func *fn, uint32_t blocks)
{
    Block block = { 0 };
    uint32_t events = unpack_count(in);
    for (uint32_t i = 0; i < events && !in->bad; i++)
        vec_push(in->arena, &block.events, unpack_event(in, fn->places.len));
    unpack_terminator(in, &block, fn, blocks);
    block.trip.kind = (uint8_t)unpack_below(in, TRIP_ARRAY);
    block.trip.may_leave = unpack_below(in, 1);
    block.trip.bound = unpack_operand(in, fn->places.len);
    block.trip.text = unpack_text(in);
    block.trip.index = unpack_operand(in, fn->places.len);
    return block;
}

Func unpack_body(PackIn *in, const GlobalTable *table)
{
    Func fn = unpack_head(in);
    Globals globals = unpack_globals(in, table);
    uint32_t vars = unpack_count(in);
    for (uint32_t i = 0; i < vars && !in->bad; i++)
        vec_push(in->arena, &fn.vars, unpack_var(in));
    uint32_t places = unpack_count(in);
    vec_push(in->arena, &fn.places, (Place){ .root = NO_ID });
    for (uint32_t i = 1; i < places && !in->bad; i++) {
        Place place = unpack_place(in, &fn, &globals);
        vec_push(in->arena, &fn.places, place);
    }
    uint32_t blocks = unpack_count(in);
    for (uint32_t i = 0; i < blocks && !in->bad; i++)
        vec_push(in->arena, &fn.blocks, unpack_block(in, &fn, blocks));
    if (fn.param_count > fn.vars.len || blocks == 0 || places == 0)
        in->bad = true;
    return fn;
}
