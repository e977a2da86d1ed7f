#include <glib.h>

#define CACHE_RESET(cache) g_hash_table_remove_all((cache)->entries)

typedef struct {
    GHashTable *entries;
} Cache;

void cache_verify(Cache *cache, gpointer poison)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, cache->entries);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        if (value == poison)
            CACHE_RESET(cache); // want clear-in-iteration "'cache->entries'"
}
