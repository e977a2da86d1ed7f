/*
 * For the tests of the engine: a world with a small library of maps, and functions read
 * from the text form of the IR, so that no front end is needed.
 */
#ifndef MAPVET_TEST_ENGINE_H
#define MAPVET_TEST_ENGINE_H

#include "ir/text.h"
#include "model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct World {
    Arena *arena;
    Intern *intern;
    ModelSet *models;
} World;

/* Writing to a nil map crashes, all else only warns; a write of a new key, a deletion,
 * a clear and a free end an iteration. */
#define TEST_MODEL                                                                     \
    "library test\n"                                                                   \
    "map Map\n"                                                                        \
    "    nil read:warn write:crash delete:warn clear:warn free:warn\n"                 \
    "    iterator dies-on write:new delete clear free\n"                               \
    "    pointer dies-on write:new delete:current clear free\n"                        \
    "fn make new returns:map\n"                                                        \
    "fn make_full new returns:map destroy-val:0\n"                                     \
    "fn put write map:0 key:1 val:2\n"                                                 \
    "fn get read map:0 key:1 returns:val|null\n"                                       \
    "fn del delete map:0 key:1\n"                                                      \
    "fn wipe clear map:0\n"                                                            \
    "fn drop free map:0\n"                                                             \
    "fn begin iter it:0 map:1\n"                                                       \
    "fn step next it:0 key:*1 val:*2\n"                                                \
    "fn each iter map:0 calls:1(key,val)\n"                                            \
    "fn at borrow map:0 key:1 returns:borrow|null\n"                                   \
    "fn take alloc\n"                                                                  \
    "fn release dispose value:0 unless-null\n"                                         \
    "fn quiet inert\n"

static inline int world_open(void **state)
{
    Arena *arena = arena_new();
    World *w = ARENA_NEW(arena, World);
    Err err = { 0 };
    *w = (World){ .arena = arena, .intern = intern_new() };
    w->models = model_new(arena, w->intern);
    *state = w;
    if (!model_read(w->models, "test.model", str_of(TEST_MODEL), &err))
        fail_msg("%s", err.text);
    return 0;
}

static inline int world_close(void **state)
{
    World *w = *state;
    intern_free(w->intern);
    arena_free(w->arena);
    return 0;
}

/* A unit read from its functions alone; its one file is a.c. */
static inline Unit *unit_read(const World *w, const char *functions)
{
    Err err = { 0 };
    const char *text =
        arena_printf(w->arena, "unit \"a.c\"\nfile \"a.c\"\n%s", functions);
    Unit *unit = text_parse(w->arena, w->intern, str_of(text), "test", &err);
    if (!unit)
        fail_msg("%s", err.text);
    return unit;
}

static inline const Func *func_named(const World *w, const Unit *unit, const char *name)
{
    const Func *fn = unit_find(unit, intern_text(w->intern, name));
    if (!fn)
        fail_msg("no function %s", name);
    return fn;
}

#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)

#endif
