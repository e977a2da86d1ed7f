/* Each kind of cache has a table of operations; a cache points to one of them. */
#include <glib.h>

typedef struct Cache Cache;

typedef struct {
    const char *name;
    void (*evict)(Cache *cache);
} Operations;

struct Cache {
    GHashTable *entries;
    const Operations *ops;
};

/* Only ever one of the two below. */
typedef struct {
    GHashTable *entries;
    const Operations *ops;
} Archive;

static void evict_all(Cache *cache)
{
    g_hash_table_remove_all(cache->entries);
}

static void evict_none(Cache *cache)
{
    g_message("%p is never emptied", (void *)cache);
}

static void archive_evict(Cache *cache)
{
    g_message("%p", (void *)cache);
}

static const Operations volatile_ops = { "volatile", evict_all };
static const Operations lasting_ops = { .name = "lasting", .evict = evict_none };
static const Operations archive_ops = { .name = "archive", .evict = archive_evict };

Cache *cache_new(gboolean lasting)
{
    Cache *cache = g_new0(Cache, 1);
    cache->entries = g_hash_table_new(NULL, NULL);
    cache->ops = lasting ? &lasting_ops : &volatile_ops;
    return cache;
}

Archive *archive_new(void)
{
    Archive *archive = g_new0(Archive, 1);
    archive->entries = g_hash_table_new(NULL, NULL);
    archive->ops = &archive_ops;
    return archive;
}

void cache_check(Cache *cache)
{
    GHashTableIter iter;
    gpointer entry;

    g_hash_table_iter_init(&iter, cache->entries);
    while (g_hash_table_iter_next(&iter, NULL, &entry))
        if (entry == NULL)
            cache->ops->evict(cache); // want clear-in-iteration "'cache->entries'"
}

/* The operations of an archive empty nothing, whatever others do. */
void archive_check(Archive *archive)
{
    GHashTableIter iter;
    gpointer entry;

    g_hash_table_iter_init(&iter, archive->entries);
    while (g_hash_table_iter_next(&iter, NULL, &entry))
        if (entry == NULL)
            archive->ops->evict((Cache *)archive);
}

/* The cache was asked which kind it is. */
void lasting_check(Cache *cache)
{
    GHashTableIter iter;

    if (cache->ops != &lasting_ops)
        return;
    g_hash_table_iter_init(&iter, cache->entries);
    while (g_hash_table_iter_next(&iter, NULL, NULL))
        lasting_ops.evict(cache);
}
