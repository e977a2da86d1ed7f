#include <glib.h>

typedef struct {
    GHashTable *entries;
} Cache;

static GHashTable *cache_entries(Cache *cache)
{
    if (cache->entries == NULL)
        cache->entries = g_hash_table_new(g_str_hash, g_str_equal);
    return cache->entries;
}

void cache_reset(Cache *cache)
{
    if (!cache->entries)
        cache->entries = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_remove_all(cache->entries);
}

void cache_wipe(Cache *cache)
{
    g_hash_table_remove_all(cache_entries(cache));
}
