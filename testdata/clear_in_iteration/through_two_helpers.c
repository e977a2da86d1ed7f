/* The change is two calls down. */
#include <glib.h>

typedef struct {
    GHashTable *entries;
    guint hits;
} Cache;

static void cache_reset(Cache *cache)
{
    g_hash_table_remove_all(cache->entries);
    cache->hits = 0;
}

static void cache_overflow(Cache *cache)
{
    g_warning("cache is too large");
    cache_reset(cache);
}

void cache_account(Cache *cache)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, cache->entries);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        cache->hits += GPOINTER_TO_UINT(value);
        if (cache->hits > 1000)
            cache_overflow(cache); // want clear-in-iteration "'cache->entries'"
    }
}
