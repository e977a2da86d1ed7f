/* The test shows that the field may be NULL, and then it is used all the same. */
#include <glib.h>

typedef struct {
    GHashTable *entries;
} Cache;

void cache_drop(Cache *cache)
{
    if (cache->entries == NULL)
        g_warning("cache was never filled");
    g_hash_table_remove_all(cache->entries); // want nil-map-clear "'cache->entries'"
}
