/* GHashTable: keys and values are pointers; a text key needs a block of its own. */
/* needs: glib.h */
/* libraries: glib-2.0 */
#include "keys.h"

#include <glib.h>
#include <stdlib.h>

typedef GHashTable Map;

#define MAP_RESERVES 0

#if KEY_TEXT
static guint hash(gconstpointer key)
{
    return (guint)hash_key(*(const Key *)key, FIXED_SEED);
}

static gboolean same(gconstpointer a, gconstpointer b)
{
    return same_key(*(const Key *)a, *(const Key *)b);
}

static gpointer stored(Key key)
{
    Key *copy = (Key *)malloc(sizeof key);
    if (copy != NULL)
        *copy = key;
    return copy;
}

#define DESTROY   free
#define LOOK(key) ((gconstpointer) & (key))
#else
static guint hash(gconstpointer key)
{
    return (guint)hash_key((Key)(uintptr_t)key, FIXED_SEED);
}

static gboolean same(gconstpointer a, gconstpointer b)
{
    return a == b;
}

static gpointer stored(Key key)
{
    return (gpointer)(uintptr_t)key;
}

#define DESTROY   NULL
#define LOOK(key) ((gconstpointer)(uintptr_t)(key))
#endif

static Map *map_make(size_t hint)
{
    (void)hint;
    return g_hash_table_new_full(hash, same, DESTROY, NULL);
}

static void map_free(Map *map)
{
    g_hash_table_destroy(map);
}

static inline bool map_put(Map *map, Key key, uint64_t value)
{
    g_hash_table_insert(map, stored(key), (gpointer)(uintptr_t)value);
    return true;
}

/* GLib gives the value, not its place. */
static inline uint64_t *map_get(Map *map, Key key)
{
    static uint64_t value;
    gpointer found;

    if (!g_hash_table_lookup_extended(map, LOOK(key), NULL, &found))
        return NULL;
    value = (uint64_t)(uintptr_t)found;
    return &value;
}

static inline bool map_erase(Map *map, Key key)
{
    return g_hash_table_remove(map, LOOK(key));
}

static uint64_t map_sum(Map *map)
{
    GHashTableIter it;
    gpointer value;
    uint64_t sum = 0;

    g_hash_table_iter_init(&it, map);
    while (g_hash_table_iter_next(&it, NULL, &value))
        sum += (uint64_t)(uintptr_t)value;
    return sum;
}

static void map_clear(Map *map)
{
    g_hash_table_remove_all(map);
}

static inline size_t map_len(Map *map)
{
    return g_hash_table_size(map);
}

#include "cells.h"
