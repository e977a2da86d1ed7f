/* It may only look. */
#include <glib.h>

typedef struct Cache {
    GRWLock lock;
    GHashTable *entries;
} Cache;

gpointer cache_find(Cache *cache, const char *name)
{
    g_rw_lock_reader_lock(&cache->lock);
    gpointer found = g_hash_table_lookup(cache->entries, name);
    g_rw_lock_reader_unlock(&cache->lock);
    return found;
}

gpointer cache_get(Cache *cache, char *name, gpointer (*make)(const char *name))
{
    g_rw_lock_reader_lock(&cache->lock);
    gpointer found = g_hash_table_lookup(cache->entries, name);
    if (!found) {
        found = make(name);
        g_hash_table_insert(cache->entries, name, found); // want unlocked-map "for writing"
    }
    g_rw_lock_reader_unlock(&cache->lock);
    return found;
}
