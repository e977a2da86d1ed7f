/* Trials of stb_ds. */
#include "test/laws/trials.h"

#include <stdlib.h>
#define STB_DS_IMPLEMENTATION
#include <stb/stb_ds.h>

enum { ENTRIES = 8, MANY = 1000, TURN = 4 };

struct number {
    int key, value;
};

static struct number *table(void)
{
    struct number *map = NULL;
    for (int i = 0; i < ENTRIES; i++)
        hmput(map, i, i);
    return map;
}

typedef void Change(struct number **map, int current);

static void write_new(struct number **map, int current)
{
    (void)current;
    for (int i = 0; i < MANY; i++)
        hmput(*map, ENTRIES + i, -1);
}

static void write_existing(struct number **map, int current)
{
    for (int i = 0; i < ENTRIES; i++)
        if (i != current)
            hmput(*map, i, i);
}

static void delete_current(struct number **map, int current)
{
    hmdel(*map, current);
}

static void delete_other(struct number **map, int current)
{
    for (int i = 0; i < ENTRIES; i++)
        if (i != current)
            hmdel(*map, i);
}

static void free_all(struct number **map, int current)
{
    (void)current;
    hmfree(*map);
}

/* ---- hmgetp() ---- */

static bool pointer_stays(Change *change)
{
    struct number *map = table();
    int current = ENTRIES - 1; /* the one that a delete moves */
    volatile struct number *at = hmgetp(map, current);
    change(&map, current);
    return at->key == current && at == hmgetp(map, current);
}

static bool pointer_write_new(void)
{
    return pointer_stays(write_new);
}

static bool pointer_write_existing(void)
{
    return pointer_stays(write_existing);
}

static bool pointer_delete_current(void)
{
    return pointer_stays(delete_current);
}

static bool pointer_delete_other(void)
{
    return pointer_stays(delete_other);
}

static bool pointer_free(void)
{
    return pointer_stays(free_all);
}

/* ---- a walk over the indices ---- */

/* Was every entry met once that is still there? */
static bool walk_goes_on(Change *change)
{
    struct number *map = table();
    int met[ENTRIES] = { 0 }, turns = 0, current = 0;
    for (int i = 0; i < hmlen(map); i++) {
        current = map[i].key;
        if (current < ENTRIES)
            met[current]++;
        if (++turns == TURN)
            change(&map, current);
    }
    for (int i = 0; i < hmlen(map); i++)
        if (map[i].key < ENTRIES && met[map[i].key] != 1)
            return false;
    return true;
}

static bool walk_write_new(void)
{
    return walk_goes_on(write_new);
}

static bool walk_write_existing(void)
{
    return walk_goes_on(write_existing);
}

static bool walk_delete_current(void)
{
    return walk_goes_on(delete_current);
}

/* Of those before the current one. */
static void delete_passed(struct number **map, int current)
{
    if (current > 0)
        hmdel(*map, 0);
}

static bool walk_delete_other(void)
{
    return walk_goes_on(delete_passed);
}

static bool walk_free(void)
{
    return walk_goes_on(free_all);
}

const LawTrial law_trials[] = {
    { "stb_ds_map", LAW_POINTER, "write:new", pointer_write_new },
    { "stb_ds_map", LAW_POINTER, "write:existing", pointer_write_existing },
    { "stb_ds_map", LAW_POINTER, "delete:current", pointer_delete_current },
    { "stb_ds_map", LAW_POINTER, "delete:other", pointer_delete_other },
    { "stb_ds_map", LAW_POINTER, "free", pointer_free },
    { "stb_ds_map", 0, "write:new", walk_write_new },
    { "stb_ds_map", 0, "write:existing", walk_write_existing },
    { "stb_ds_map", 0, "delete:current", walk_delete_current },
    { "stb_ds_map", 0, "delete:other", walk_delete_other },
    { "stb_ds_map", 0, "free", walk_free },
    { NULL, 0, NULL, NULL },
};
