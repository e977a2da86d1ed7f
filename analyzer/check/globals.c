#include "check/globals.h"

typedef struct Global {
    bool assigned;    /* something other than NULL, somewhere */
    bool surely;      /* ... in a function that does not test it, or an initialiser */
    bool exposed;     /* its address is taken */
    bool tested_here; /* in the function being read */
    bool assigned_here;
    Span test;
} Global;

/* The global that the place is, as a whole; NO_ID for anything else. */
static VarId whole_global(const Func *fn, PlaceId id)
{
    const Place *place = &fn->places.items[id];
    return id && place->is_global && place->count == 0 ? place->root : NO_ID;
}

static VarId global_operand(const Func *fn, Operand operand)
{
    bool place = operand.kind == OPND_PLACE || operand.kind == OPND_ADDR;
    return place ? whole_global(fn, operand.place) : NO_ID;
}

static void read_event(Global *globals, const Func *fn, const Event *event)
{
    VarId dst = whole_global(fn, event->dst);
    bool null = event->verb == EV_COPY && event->args[0].kind == OPND_INT &&
                event->args[0].number == 0;
    if (dst != NO_ID && !null)
        globals[dst].assigned = globals[dst].assigned_here = true;
    for (unsigned a = 0; a < event->arg_count; a++) {
        VarId arg = global_operand(fn, event->args[a]);
        if (arg != NO_ID && event->args[a].kind == OPND_ADDR)
            globals[arg].exposed = true;
    }
}

static void read_test(Global *globals, const Func *fn, const Terminator *term)
{
    VarId var = global_operand(fn, term->cond.a);
    bool null = term->cond.b.kind == OPND_INT && term->cond.b.number == 0;
    if (term->kind != TERM_BRANCH || var == NO_ID || !null)
        return;
    globals[var].tested_here = true;
    globals[var].test = term->span;
}

static void read_function(Global *globals, const Unit *unit, const Func *fn)
{
    for (uint32_t b = 0; b < fn->blocks.len; b++) {
        const Block *block = &fn->blocks.items[b];
        for (uint32_t e = 0; e < block->events.len; e++)
            read_event(globals, fn, &block->events.items[e]);
        read_test(globals, fn, &block->term);
    }
    for (uint32_t g = 0; g < unit->globals.len; g++) {
        Global *global = &globals[g];
        global->surely =
            global->surely || (global->assigned_here && !global->tested_here);
        global->assigned_here = global->tested_here = false;
    }
}

LazyGlobals globals_find_lazy(Arena *arena, const Unit *unit)
{
    LazyGlobals lazy = { 0 };
    Global *globals = ARENA_ARRAY(arena, Global, unit->globals.len + 1);
    for (uint32_t f = 0; f < unit->funcs.len; f++)
        read_function(globals, unit, &unit->funcs.items[f]);
    for (uint32_t g = 0; g < unit->globals.len; g++) {
        const Var *var = &unit->globals.items[g];
        const Global *global = &globals[g];
        if (var->is_static && var->pointers == 1 && global->assigned &&
            !global->surely && !global->exposed)
            vec_push(arena, &lazy,
                     ((LazyGlobal){ .name = var->name, .test = global->test }));
    }
    return lazy;
}

const LazyGlobal *globals_lazy(const LazyGlobals *globals, Sym name)
{
    for (uint32_t i = 0; i < globals->len; i++)
        if (globals->items[i].name == name)
            return &globals->items[i];
    return NULL;
}
