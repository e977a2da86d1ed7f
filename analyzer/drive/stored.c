#include "drive/stored.h"

#include "base/file.h"
#include "store/store.h"
#include "summary/program.h"

#include <unistd.h>

struct Stored {
    Outside outside;
    Arena *answers; /* the last one's */
    const char *database;
    Store *store; /* NULL: not opened, or not to be had */
    pid_t opener; /* the process that tried to open it; 0: none */
};

static Store *open_here(Stored *stored)
{
    Err err = { 0 };
    if (stored->opener == getpid())
        return stored->store;
    stored->opener = getpid();
    stored->store =
        file_exists(stored->database) ? store_open_read(stored->database, &err) : NULL;
    return stored->store;
}

/* As between units of a program: the nearest by path, if one is nearest. */
static const StoredSummary *nearest(const StoredSummaries *all, const char *path)
{
    const StoredSummary *best = NULL;
    PathNearness most = { 0 };
    bool tie = false;
    for (uint32_t i = 0; i < all->len; i++) {
        const StoredSummary *one = &all->items[i];
        if (strcmp(one->path, path) == 0)
            continue; /* what it was before */
        PathNearness near = path_nearness(path, one->path);
        int order = best ? path_compare_nearness(near, most) : 1;
        if (order == 0)
            tie = !str_eq(one->bytes, best->bytes);
        if (order <= 0)
            continue;
        best = one;
        most = near;
        tie = false;
    }
    return tie ? NULL : best;
}

static bool find_summary(void *ctx, const char *path, const char *name, Str *bytes)
{
    Stored *stored = ctx;
    Store *store = open_here(stored);
    StoredSummaries all = { 0 };
    Err err = { 0 };
    arena_free(stored->answers);
    stored->answers = arena_new();
    if (!store || !store_find_summaries(store, name, stored->answers, &all, &err))
        return false;
    const StoredSummary *found = nearest(&all, path);
    *bytes = found ? found->bytes : (Str){ "", 0 };
    return bytes->n > 0;
}

/* An editor shows what is wrong in a header wherever it is seen. */
static bool belongs_elsewhere(void *ctx, const char *path, Hash body)
{
    (void)ctx, (void)path, (void)body;
    return false;
}

Stored *stored_new(Arena *arena, const char *database)
{
    Stored *stored = ARENA_NEW(arena, Stored);
    *stored = (Stored){ .database = database };
    stored->outside = (Outside){ stored, find_summary, belongs_elsewhere };
    return stored;
}

const Outside *stored_outside(const Stored *stored)
{
    return &stored->outside;
}

void stored_close(Stored *stored)
{
    if (!stored)
        return;
    arena_free(stored->answers);
    if (stored->opener == getpid())
        store_close(stored->store);
}
