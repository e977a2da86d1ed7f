#include <glib.h>
#include "maps.h"

typedef struct {
    GHashTable *entries;
    counts *hits;
} Cache;

void cache_drop(Cache *cache)
{
    g_hash_table_remove_all(cache->entries);
    counts_clear(cache->hits);
}

void forget(GHashTable *table)
{
    g_hash_table_destroy(table);
}
