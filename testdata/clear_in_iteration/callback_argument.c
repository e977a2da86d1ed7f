/* The walker calls what it is given; this caller gives it a function that clears. */
#include <glib.h>

typedef struct {
    GHashTable *entries;
} Cache;

static void cache_each(Cache *cache, void (*visit)(Cache *cache, gpointer value))
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, cache->entries);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        visit(cache, value);
}

static void drop_if_null(Cache *cache, gpointer value)
{
    if (value == NULL)
        g_hash_table_remove_all(cache->entries);
}

void cache_check(Cache *cache)
{
    cache_each(cache, drop_if_null); // want clear-in-iteration "'cache->entries' is cleared"
}
