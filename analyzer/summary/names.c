/*
 * What a name means in a unit.
 *
 * A compile database lists the units of many programs at once, and nothing says which
 * belong together. Sources of one program mostly lie together, so of several functions
 * of one name the nearest by path is meant, if one is nearest.
 */
#include "summary/linked.h"

#include "base/file.h"

#define RMAP_NAME            namemap
#define RMAP_KEY             Sym
#define RMAP_VALUE           FuncId
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* A unit's number, and a name. */
#define RMAP_NAME            ownmap
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           FuncId
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME            samemap
#define RMAP_KEY             Hash
#define RMAP_VALUE           FuncId
#define RMAP_HASH(key, seed) rmap_hash_u64((key).low, seed)
#define RMAP_EQUAL(a, b)     hash_eq(a, b)
#include "rmap/hmap.h"

static uint64_t own_key(uint32_t unit, Sym name)
{
    return (uint64_t)unit << 32 | name;
}

/* Into the list of its name, unless the same text stands there: one that several units
 * see in a header or in a source that is included, or of a source that is compiled
 * twice. A body's hash says its name and place as well. */
static void bind(Program *program, FuncId func)
{
    LinkedFunc *linked = &program->funcs.items[func];
    const BlobFunc *row =
        &program->units.items[linked->unit].blob->funcs[linked->index];
    const char *path = program->units.items[linked->unit].path;
    const Outside *outside = program->outside;
    Sym name = linked_head(program, func)->name;
    linked->next = NO_ID;
    if (outside && outside->belongs(outside->ctx, path, row->hash)) {
        linked->same = NO_ID;
        return;
    }
    const FuncId *same = samemap_get(program->same, row->hash);
    ownmap_put(program->own, own_key(linked->unit, name), func);
    linked->same = same ? *same : func;
    if (same)
        return;
    samemap_put(program->same, row->hash, func);
    const FuncId *first = namemap_get(program->by_name, name);
    linked->next = first ? *first : NO_ID;
    namemap_put(program->by_name, name, func);
}

void names_bind(Program *program)
{
    RmapOptions options = arena_map_options(program->arena);
    program->by_name = namemap_make_with(program->funcs.len, &options);
    program->own = ownmap_make_with(program->funcs.len, &options);
    program->same = samemap_make_with(program->funcs.len, &options);
    for (FuncId f = 0; f < program->funcs.len; f++)
        bind(program, f);
}

static FuncId nearest(const Program *program, const char *from, FuncId first)
{
    FuncId best = NO_ID;
    bool tie = false;
    PathNearness most = { 0 };
    for (FuncId f = first; f != NO_ID; f = program->funcs.items[f].next) {
        const LinkedFunc *linked = &program->funcs.items[f];
        PathNearness near =
            path_nearness(from, program->units.items[linked->unit].path);
        int order = best == NO_ID ? 1 : path_compare_nearness(near, most);
        tie = order ? tie && order < 0 : true;
        if (order > 0) {
            best = f;
            most = near;
        }
    }
    return tie ? NO_ID : best;
}

FuncId program_find(const Program *program, uint32_t unit, Sym name)
{
    const FuncId *own = ownmap_get(program->own, own_key(unit, name));
    if (own)
        return program->funcs.items[*own].same;
    const FuncId *first = namemap_get(program->by_name, name);
    return first ? nearest(program, program->units.items[unit].path, *first) : NO_ID;
}

static bool summary_inside(void *ctx, const char *path, const char *name, Str *bytes)
{
    Program *program = ctx;
    uint32_t unit = program_find_unit(program, path);
    if (unit == NO_ID)
        return false;
    FuncId func = program_find(program, unit, intern_text(program->intern, name));
    const Outside *outside = program->outside;
    if (func == NO_ID)
        return outside && outside->summary(outside->ctx, path, name, bytes);
    *bytes = program->funcs.items[func].summary;
    return bytes->n > 0;
}

static bool belongs_inside(void *ctx, const char *path, Hash body)
{
    const Program *program = ctx;
    const FuncId *func = samemap_get(program->same, body);
    if (!func)
        return false;
    const LinkedFunc *linked = &program->funcs.items[*func];
    return strcmp(program->units.items[linked->unit].path, path) != 0;
}

Outside program_outside(Program *program)
{
    return (Outside){ program, summary_inside, belongs_inside };
}
