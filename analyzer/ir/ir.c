#include "ir/ir.h"

#include <assert.h>
#include <stdlib.h>

static const char *const words[] = {
#define EVENT(NAME, word, args, meaning) [EV_##NAME] = #word,
#include "ir/events.def"
#undef EVENT
};

const char *verb_word(Verb verb)
{
    assert(verb < EV_COUNT);
    return words[verb];
}

bool verb_find(Str word, Verb *verb)
{
    for (int i = 0; i < EV_COUNT; i++)
        if (str_is(word, words[i])) {
            *verb = (Verb)i;
            return true;
        }
    return false;
}

Unit *unit_new(Arena *arena, Intern *intern, const char *path)
{
    Unit *unit = ARENA_NEW(arena, Unit);
    unit->arena = arena;
    unit->intern = intern;
    unit->path = intern_text(intern, path);
    vec_push(arena, &unit->files, 0);
    return unit;
}

uint32_t unit_file(Unit *unit, const char *path)
{
    Sym sym = intern_text(unit->intern, path);
    for (uint32_t i = 1; i < unit->files.len; i++)
        if (unit->files.items[i] == sym)
            return i;
    vec_push(unit->arena, &unit->files, sym);
    return unit->files.len - 1;
}

VarId unit_global(Unit *unit, Var var)
{
    for (uint32_t i = 0; i < unit->globals.len; i++)
        if (unit->globals.items[i].name == var.name)
            return i;
    vec_push(unit->arena, &unit->globals, var);
    return unit->globals.len - 1;
}

Func *unit_func(Unit *unit, Sym name)
{
    vec_push(unit->arena, &unit->funcs, (Func){ .name = name });
    Func *fn = &vec_last(&unit->funcs);
    vec_push(unit->arena, &fn->places, (Place){ .root = NO_ID });
    func_block(fn, unit->arena);
    return fn;
}

const Func *unit_find(const Unit *unit, Sym name)
{
    for (uint32_t i = 0; i < unit->funcs.len; i++)
        if (unit->funcs.items[i].name == name)
            return &unit->funcs.items[i];
    return NULL;
}

BlockId func_block(Func *fn, Arena *arena)
{
    vec_push(arena, &fn->blocks, (Block){ .term = { .kind = TERM_UNREACHABLE } });
    return fn->blocks.len - 1;
}

bool opnd_eq(Operand a, Operand b)
{
    if (a.kind != b.kind)
        return false;
    switch ((OperandKind)a.kind) {
    case OPND_NONE:
        return true;
    case OPND_UNKNOWN:
        return false;
    case OPND_INT:
        return a.number == b.number;
    case OPND_STR:
    case OPND_FUNC:
        return a.sym == b.sym;
    case OPND_PLACE:
    case OPND_ADDR:
        return a.place == b.place;
    }
    return false;
}

static bool selector_eq(const Selector *a, const Selector *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == SEL_FIELD)
        return a->field == b->field;
    return a->kind == SEL_DEREF || opnd_eq(a->index, b->index);
}

static bool place_eq(const Place *a, const Place *b)
{
    if (a->is_global != b->is_global || a->root != b->root || a->count != b->count)
        return false;
    for (unsigned i = 0; i < a->count; i++)
        if (!selector_eq(&a->sel[i], &b->sel[i]))
            return false;
    return true;
}

PlaceId func_place(Func *fn, Arena *arena, Place place)
{
    for (uint32_t i = 1; i < fn->places.len; i++)
        if (place_eq(&fn->places.items[i], &place))
            return i;
    vec_push(arena, &fn->places, place);
    return fn->places.len - 1;
}

PlaceId func_var_place(Func *fn, Arena *arena, VarId var)
{
    return func_place(fn, arena, (Place){ .root = var });
}

Operand opnd_int(int64_t number)
{
    return (Operand){ .kind = OPND_INT, .number = number };
}

Operand opnd_place(PlaceId place)
{
    return (Operand){ .kind = OPND_PLACE, .place = place };
}

Operand opnd_addr(PlaceId place)
{
    return (Operand){ .kind = OPND_ADDR, .place = place };
}

Operand opnd_func(Sym name)
{
    return (Operand){ .kind = OPND_FUNC, .sym = name };
}

Operand opnd_unknown(void)
{
    return (Operand){ .kind = OPND_UNKNOWN };
}

const Var *place_var(const Unit *unit, const Func *fn, const Place *place)
{
    return place->is_global ? &unit->globals.items[place->root]
                            : &fn->vars.items[place->root];
}

Str name_shown(const char *name)
{
    size_t end = strcspn(name, "@#(");
    static const char call[] = "operator()";
    size_t before = sizeof call - 3;
    if (end >= before && strncmp(name + end - before, call, before + 2) == 0)
        end += 2;
    return (Str){ name, end };
}

Str field_shown(const char *name)
{
    const char *dot = strrchr(name, '.');
    return str_of(dot ? dot + 1 : name);
}

static void field_print(StrBuf *out, const Unit *unit, Sym field)
{
    Str name = field_shown(sym_text(unit->intern, field));
    strbuf_add_n(out, name.p, name.n);
}

static void index_print(StrBuf *out, const Unit *unit, const Func *fn, Operand index)
{
    strbuf_add_char(out, '[');
    if (index.kind == OPND_INT)
        strbuf_printf(out, "%lld", (long long)index.number);
    else if (index.kind == OPND_PLACE)
        place_print(out, unit, fn, index.place);
    else
        strbuf_add_char(out, '?');
    strbuf_add_char(out, ']');
}

void place_print(StrBuf *out, const Unit *unit, const Func *fn, PlaceId id)
{
    const Place *place = &fn->places.items[id];
    const Var *var = place_var(unit, fn, place);
    Str name = name_shown(sym_text(unit->intern, var->name));
    size_t start = out->length;
    strbuf_add_n(out, name.p, name.n);
    for (unsigned i = 0; i < place->count; i++) {
        const Selector *sel = &place->sel[i];
        bool deref = sel->kind == SEL_DEREF;
        const Selector *next = i + 1u < place->count ? sel + 1 : NULL;
        if (deref && next && next->kind == SEL_FIELD) {
            strbuf_add(out, "->");
            field_print(out, unit, next->field);
            i++;
        } else if (deref && next && next->kind == SEL_INDEX) {
            index_print(out, unit, fn, next->index);
            i++;
        } else if (deref) {
            const char *whole =
                arena_strndup(out->arena, out->text + start, out->length - start);
            out->length = start;
            strbuf_printf(out, i + 1u < place->count ? "(*%s)" : "*%s", whole);
        } else if (sel->kind == SEL_FIELD) {
            strbuf_add_char(out, '.');
            field_print(out, unit, sel->field);
        } else {
            index_print(out, unit, fn, sel->index);
        }
    }
}
