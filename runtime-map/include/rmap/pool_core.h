#ifndef RMAP_POOL_CORE_H
#define RMAP_POOL_CORE_H

/* The untyped half of rmap/pool.h. Programs include that. */

#include "rmap/alloc.h"
#include "rmap/guard.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A pool at one moment. */
typedef struct RmapPoolStats {
    size_t kept;   /* maps that wait to be taken */
    size_t bytes;  /* that these hold */
    size_t made;   /* takes for which there was none */
    size_t reused; /* takes for which there was one */
    size_t given;  /* maps given back and kept */
    size_t freed;  /* maps given back beyond the bounds */
} RmapPoolStats;

/* The maps that are kept, the last one given back on top; with a lock if it was made
 * so: then each of these functions may be called by any thread, but the last. */
typedef struct RmapPool RmapPool;

/* An empty pool, or NULL when out of memory. It takes the room for `max_maps` now, so
 * that giving back never needs memory. The caller owns it: rmap_pool_delete. */
RmapPool *rmap_pool_new(size_t max_maps, size_t max_bytes, bool locked,
                        const RmapOptions *opt);

/* What maps are to be made with. */
const RmapOptions *rmap_pool_options(const RmapPool *p);

/* Takes the topmost map out, or NULL when there is none. */
void *rmap_pool_pop(RmapPool *p);

/* Puts a map that holds so many bytes on top; false when that would pass a bound. */
bool rmap_pool_push(RmapPool *p, void *map, size_t bytes);

/* Whether the map is kept here. Looks at each. */
bool rmap_pool_has(RmapPool *p, const void *map);

RmapPoolStats rmap_pool_stats(RmapPool *p);

/* Frees the pool, in which there must be no map any more. */
void rmap_pool_delete(RmapPool *p);

#ifdef __cplusplus
}
#endif

#endif
