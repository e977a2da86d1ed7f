#include "rmap/pool_core.h"

#include "block.h"

#include <pthread.h>
#include <string.h>

typedef struct PoolEntry {
    void *map;
    size_t bytes;
} PoolEntry;

struct RmapPool {
    RmapOptions options;
    size_t max_maps;
    size_t max_bytes;
    bool locked;
    pthread_mutex_t mutex; /* of all that follows, if locked */
    RmapPoolStats stats;
    PoolEntry entries[]; /* max_maps of them */
};

static void pool_lock(RmapPool *p)
{
    if (p->locked)
        (void)pthread_mutex_lock(&p->mutex); /* an ordinary one cannot fail */
}

static void pool_unlock(RmapPool *p)
{
    if (p->locked)
        (void)pthread_mutex_unlock(&p->mutex);
}

RmapPool *rmap_pool_new(size_t max_maps, size_t max_bytes, bool locked,
                        const RmapOptions *opt)
{
    static const RmapOptions defaults = { { NULL, NULL, NULL }, false, 0, NULL };
    const RmapOptions *chosen = opt == NULL ? &defaults : opt;
    RmapPool *p;
    size_t size;

    if (max_maps > (PTRDIFF_MAX - sizeof *p) / sizeof(PoolEntry))
        return NULL;
    size = sizeof *p + max_maps * sizeof(PoolEntry);
    p = rmap_block_take(&chosen->allocator, size);
    if (p == NULL)
        return NULL;
    memset(p, 0, size);
    p->options = *chosen;
    p->max_maps = max_maps;
    p->max_bytes = max_bytes;
    p->locked = locked;
    if (locked && pthread_mutex_init(&p->mutex, NULL) != 0) {
        rmap_block_give(&chosen->allocator, p, size);
        return NULL;
    }
    return p;
}

const RmapOptions *rmap_pool_options(const RmapPool *p)
{
    return &p->options;
}

void *rmap_pool_pop(RmapPool *p)
{
    PoolEntry top = { NULL, 0 };

    pool_lock(p);
    if (p->stats.kept > 0) {
        top = p->entries[--p->stats.kept];
        p->stats.bytes -= top.bytes;
        p->stats.reused++;
    } else {
        p->stats.made++;
    }
    pool_unlock(p);
    return top.map;
}

bool rmap_pool_push(RmapPool *p, void *map, size_t bytes)
{
    bool fits;

    pool_lock(p);
    fits = p->stats.kept < p->max_maps && bytes <= p->max_bytes - p->stats.bytes;
    if (fits) {
        PoolEntry entry = { map, bytes };
        p->entries[p->stats.kept++] = entry;
        p->stats.bytes += bytes;
        p->stats.given++;
    } else {
        p->stats.freed++;
    }
    pool_unlock(p);
    return fits;
}

bool rmap_pool_has(RmapPool *p, const void *map)
{
    bool found = false;

    pool_lock(p);
    for (size_t i = 0; !found && i < p->stats.kept; i++)
        found = p->entries[i].map == map;
    pool_unlock(p);
    return found;
}

RmapPoolStats rmap_pool_stats(RmapPool *p)
{
    RmapPoolStats stats;

    pool_lock(p);
    stats = p->stats;
    pool_unlock(p);
    return stats;
}

void rmap_pool_delete(RmapPool *p)
{
    RmapAllocator a = p->options.allocator;

    if (p->locked)
        (void)pthread_mutex_destroy(&p->mutex);
    rmap_block_give(&a, p, sizeof *p + p->max_maps * sizeof(PoolEntry));
}
