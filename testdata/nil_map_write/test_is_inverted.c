#include <glib.h>

typedef struct {
    GHashTable *entries;
} Cache;

void cache_add(Cache *cache, const char *name)
{
    if (!cache->entries)
        g_hash_table_add(cache->entries, g_strdup(name)); // want nil-map-write "'cache->entries'"
}
