/*
 * rmap/pool.h: maps of one type that are used for a while and given back, cleared, to
 * be used again with the room they have. The maps are of a type that exists, an hmap,
 * flat, dense, btree or sorted one:
 *
 *     #define RMAP_NAME scratch_pool
 *     #define RMAP_MAP scratch
 *     #include "rmap/pool.h"
 *
 *     scratch_pool *pool = scratch_pool_make(16, 1 << 20);
 *     scratch *m = scratch_pool_take(pool);
 *     ...
 *     scratch_pool_give(pool, m);
 *
 * Name it after its maps, with more behind that, as here: so mapvet knows which law the
 * maps that it gives follow.
 *
 * With RMAP_POOL_LOCKED 1 the pool may be shared by threads; the maps are each of the
 * thread that took it. What is kept is bounded, by the number of maps and by the bytes
 * that they hold together; a map that is given back beyond that is freed.
 *
 * The laws:
 *  - A map that was taken is the taker's, empty, until it is given back, or freed by
 *    the taker. Whatever was borrowed from it ends with that, iterations too.
 *  - Only maps that NAME_take of this pool gave may be given to it, and once.
 *  - NAME_free frees the maps that are kept; those that are out stay the takers', who
 *    free them.
 *  - A NULL pool keeps nothing: take makes a map, give frees it.
 *
 * RMAP_DEBUG adds traps, where the functions of the maps were compiled with it, too:
 * any use of a map that was given back, until it is taken again, and giving it back
 * twice.
 */
#include "rmap/pool_core.h"

#if !defined(RMAP_NAME) || !defined(RMAP_MAP)
#error "rmap/pool.h needs RMAP_NAME and RMAP_MAP"
#endif
#ifndef RMAP_POOL_LOCKED
#define RMAP_POOL_LOCKED 0
#endif

#define RMAP_KEY RMAP_PASTE(RMAP_MAP, key)
#include "rmap/template_begin.h"

#define RMAP_MAP_FN(verb) RMAP_PASTE(RMAP_MAP, verb)

/* A pool. Made by NAME_make, used through pointers. */
typedef struct RMAP_NAME RMAP_NAME;

static inline RmapPool *RMAP_FN(core_)(RMAP_NAME *p)
{
    return (RmapPool *)(void *)p;
}

/* An empty pool that keeps up to `max_maps` maps of together up to `max_bytes`, or NULL
 * when out of memory. The caller owns it: NAME_free. */
static inline RMAP_NAME *RMAP_FN(make)(size_t max_maps, size_t max_bytes)
{
    return (RMAP_NAME *)(void *)rmap_pool_new(max_maps, max_bytes,
                                              RMAP_POOL_LOCKED != 0, NULL);
}

/* The same with options, which are copied: those of the pool and of each map. The
 * allocator of a pool that threads share must bear that. */
static inline RMAP_NAME *RMAP_FN(make_with)(size_t max_maps, size_t max_bytes,
                                            const RmapOptions *opt)
{
    return (RMAP_NAME *)(void *)rmap_pool_new(max_maps, max_bytes,
                                              RMAP_POOL_LOCKED != 0, opt);
}

/* An empty map: the one given back last, or else a new one with room for `hint`
 * entries; NULL when out of memory. The caller owns it: NAME_give. */
RMAP_MODEL("new returns:map hint:1")
static inline RMAP_MAP *RMAP_FN(take_hint)(RMAP_NAME *p, size_t hint)
{
    RMAP_MAP *m;

    if (p == NULL)
        return RMAP_MAP_FN(make)(hint);
    m = (RMAP_MAP *)rmap_pool_pop(RMAP_FN(core_)(p));
    if (m == NULL)
        return RMAP_MAP_FN(make_with)(hint, rmap_pool_options(RMAP_FN(core_)(p)));
    RMAP_MAP_FN(rest_)(m, false);
    return m;
}

/* The same without a hint. */
RMAP_MODEL("new returns:map")
static inline RMAP_MAP *RMAP_FN(take)(RMAP_NAME *p)
{
    return RMAP_FN(take_hint)(p, 0);
}

/* Takes a map back, cleared, and keeps it or frees it; NULL is fine. Needs no memory.
 */
RMAP_MODEL("free map:1")
static inline void RMAP_FN(give)(RMAP_NAME *p, RMAP_MAP *m)
{
    static const RmapWho who = { RMAP_TEXT(RMAP_NAME), RMAP_PANIC };
    RmapStats stats;

    if (m == NULL)
        return;
    if (p == NULL) {
        RMAP_MAP_FN(free)(m);
        return;
    }
    if (RMAP_DEBUG && rmap_pool_has(RMAP_FN(core_)(p), m))
        rmap_guard_panic(&who, "map given back twice");
    RMAP_MAP_FN(clear)(m);
    stats = RMAP_MAP_FN(stats)(m);
    RMAP_MAP_FN(rest_)(m, true);
    if (rmap_pool_push(RMAP_FN(core_)(p), m, stats.metadata + stats.data))
        return;
    RMAP_MAP_FN(rest_)(m, false);
    RMAP_MAP_FN(free)(m);
}

/* Frees the maps that are kept. */
static inline void RMAP_FN(shrink)(RMAP_NAME *p)
{
    while (p != NULL && rmap_pool_stats(RMAP_FN(core_)(p)).kept > 0) {
        RMAP_MAP *m = (RMAP_MAP *)rmap_pool_pop(RMAP_FN(core_)(p));
        if (m == NULL)
            return; /* another thread took it */
        RMAP_MAP_FN(rest_)(m, false);
        RMAP_MAP_FN(free)(m);
    }
}

/* The pool at this moment; of a NULL pool all zero. */
static inline RmapPoolStats RMAP_FN(stats)(RMAP_NAME *p)
{
    static const RmapPoolStats none = { 0, 0, 0, 0, 0, 0 };

    return p == NULL ? none : rmap_pool_stats(RMAP_FN(core_)(p));
}

/* Frees the pool and the maps that it keeps; NULL is fine. No thread may use it any
 * more. */
static inline void RMAP_FN(free)(RMAP_NAME *p)
{
    if (p == NULL)
        return;
    RMAP_FN(shrink)(p);
    rmap_pool_delete(RMAP_FN(core_)(p));
}

#include "rmap/template_end.h"
#undef RMAP_MAP_FN
#undef RMAP_MAP
#undef RMAP_POOL_LOCKED
