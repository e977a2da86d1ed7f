#include "ir/facts.h"

#include "rmap/hash.h"

typedef struct FactKey {
    uint32_t kind;
    Sym key, value;
} FactKey;

static inline uint64_t fact_hash(FactKey key, uint64_t seed)
{
    uint64_t both = (uint64_t)key.key << 32 | key.value;
    return rmap_hash_u64(both ^ (uint64_t)key.kind << 24, seed);
}

#define RMAP_NAME            factset
#define RMAP_KEY             FactKey
#define RMAP_VALUE           bool
#define RMAP_HASH(key, seed) fact_hash(key, seed)
#define RMAP_EQUAL(a, b)                                                               \
    ((a).kind == (b).kind && (a).key == (b).key && (a).value == (b).value)
#include "rmap/hmap.h"

/* What the function being read does with a global. */
typedef struct Global {
    bool given, tested;
    Span gives, tests;
} Global;

typedef struct Finder {
    Arena *arena;
    const Unit *unit;
    factset *seen;
    Global *globals; /* of the unit */
    VEC(VarId) touched;
    FactList *out;
} Finder;

static void add(Finder *f, ProgramFact fact)
{
    FactKey key = { fact.kind, fact.key, fact.value };
    if (factset_get(f->seen, key))
        return;
    factset_put(f->seen, key, true);
    vec_push(f->arena, f->out, fact);
}

/* The global that the place is, as a whole; NULL for anything else. */
static Global *whole_global(Finder *f, const Func *fn, PlaceId id)
{
    const Place *place = &fn->places.items[id];
    if (id == 0 || !place->is_global || place->count)
        return NULL;
    Global *global = &f->globals[place->root];
    if (!global->given && !global->tested)
        vec_push(f->arena, &f->touched, place->root);
    return global;
}

static void read_event(Finder *f, const Func *fn, const Event *event)
{
    bool null = event->verb == EV_COPY && event->args[0].kind == OPND_INT &&
                event->args[0].number == 0;
    Global *dst = null ? NULL : whole_global(f, fn, event->dst);
    if (dst) {
        dst->given = true;
        dst->gives = event->span;
    }
    for (unsigned a = 0; a < event->arg_count; a++) {
        const Place *place = &fn->places.items[event->args[a].place];
        if (event->args[a].kind == OPND_ADDR && place->is_global && place->count == 0)
            add(f, (ProgramFact){ .kind = FACT_EXPOSED,
                                  .key = f->unit->globals.items[place->root].name,
                                  .span = event->span });
    }
}

static void read_test(Finder *f, const Func *fn, const Terminator *term)
{
    bool null = term->cond.b.kind == OPND_INT && term->cond.b.number == 0;
    bool place = term->cond.a.kind == OPND_PLACE || term->cond.a.kind == OPND_ADDR;
    if (term->kind != TERM_BRANCH || !null || !place)
        return;
    Global *global = whole_global(f, fn, term->cond.a.place);
    if (!global)
        return;
    global->tested = true;
    global->tests = term->span;
}

static void read_function(Finder *f, const Func *fn)
{
    for (uint32_t b = 0; b < fn->blocks.len; b++) {
        const Block *block = &fn->blocks.items[b];
        for (uint32_t e = 0; e < block->events.len; e++)
            read_event(f, fn, &block->events.items[e]);
        read_test(f, fn, &block->term);
    }
    for (uint32_t i = 0; i < f->touched.len; i++) {
        Global *global = &f->globals[f->touched.items[i]];
        const Var *var = &f->unit->globals.items[f->touched.items[i]];
        ProgramFact fact = { .key = var->name };
        if (global->tested) {
            fact.kind = FACT_TESTED;
            fact.number = var->pointers;
            fact.span = global->tests;
            add(f, fact);
        }
        if (global->given) {
            fact.kind = global->tested ? FACT_MADE : FACT_SET;
            fact.number = var->is_static;
            fact.span = global->gives;
            add(f, fact);
        }
        *global = (Global){ 0 };
    }
    f->touched.len = 0;
}

void facts_find(Arena *arena, const Unit *unit, FactList *out)
{
    RmapOptions options = arena_map_options(arena);
    Finder f = { .arena = arena,
                 .unit = unit,
                 .seen = factset_make_with(0, &options),
                 .globals = ARENA_ARRAY(arena, Global, unit->globals.len + 1),
                 .out = out };
    for (uint32_t i = 0; i < unit->funcs.len; i++)
        read_function(&f, &unit->funcs.items[i]);
}
