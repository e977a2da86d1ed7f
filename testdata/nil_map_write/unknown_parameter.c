#include <glib.h>
#include "maps.h"

typedef struct {
    GHashTable *entries;
    counts *hits;
} Cache;

void cache_add(Cache *cache, const char *name)
{
    g_hash_table_add(cache->entries, g_strdup(name));
    counts_put(cache->hits, name, 1);
}
