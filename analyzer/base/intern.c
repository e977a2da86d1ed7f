#include "base/intern.h"

#include "base/hash.h"
#include "base/vec.h"

#include <assert.h>

#define RMAP_NAME            symtab
#define RMAP_KEY             Str
#define RMAP_VALUE           Sym
#define RMAP_HASH(key, seed) hash_str(key, seed)
#define RMAP_EQUAL(a, b)     str_eq(a, b)
#include "rmap/hmap.h"

struct Intern {
    Arena *arena;
    symtab *syms;
    VEC(const char *) texts; /* by Sym */
};

Intern *intern_new(void)
{
    Arena *arena = arena_new();
    RmapOptions options = arena_map_options(arena);
    Intern *intern = ARENA_NEW(arena, Intern);
    intern->arena = arena;
    intern->syms = symtab_make_with(1024, &options);
    intern_text(intern, "");
    return intern;
}

void intern_free(Intern *intern)
{
    if (intern)
        arena_free(intern->arena);
}

Sym intern_str(Intern *intern, Str text)
{
    Sym *known = symtab_get(intern->syms, text);
    if (known)
        return *known;
    const char *copy = arena_strndup(intern->arena, text.p ? text.p : "", text.n);
    vec_push(intern->arena, &intern->texts, copy);
    symtab_put(intern->syms, (Str){ copy, text.n }, intern->texts.len - 1);
    return intern->texts.len - 1;
}

Sym intern_text(Intern *intern, const char *text)
{
    return intern_str(intern, str_of(text));
}

Sym intern_find(const Intern *intern, Str text)
{
    const Sym *known = symtab_get(intern->syms, text);
    return known ? *known : 0;
}

const char *sym_text(const Intern *intern, Sym sym)
{
    assert(sym < intern->texts.len);
    return intern->texts.items[sym];
}
