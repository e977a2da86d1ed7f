/* Looks under the one, changes under the other. */
#include <glib.h>

typedef struct Cache {
    GRWLock lock;
    GHashTable *entries;
} Cache;

gpointer cache_get(Cache *cache, char *name, gpointer (*make)(const char *name))
{
    g_rw_lock_reader_lock(&cache->lock);
    gpointer found = g_hash_table_lookup(cache->entries, name);
    g_rw_lock_reader_unlock(&cache->lock);
    if (found)
        return found;
    found = make(name);
    g_rw_lock_writer_lock(&cache->lock);
    g_hash_table_insert(cache->entries, name, found);
    g_rw_lock_writer_unlock(&cache->lock);
    return found;
}
