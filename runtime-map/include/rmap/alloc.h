#ifndef RMAP_ALLOC_H
#define RMAP_ALLOC_H

#include "rmap/observe.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where a map's memory comes from. Both functions or neither must be given; neither
 * means calloc and free.
 */
typedef struct RmapAllocator {
    void *ctx; /* handed to both functions, never touched by the map */

    /* Returns `size` bytes (never 0) aligned for any standard type, contents arbitrary,
     * or NULL when there is no memory: the operation then fails, the map is unchanged.
     */
    void *(*alloc)(void *ctx, size_t size);

    /* Takes back what alloc returned, with the size it was asked for; never NULL. */
    void (*free)(void *ctx, void *block, size_t size);
} RmapAllocator;

/* What a map can be told when it is made. All zero is the default of everything. */
typedef struct RmapOptions {
    RmapAllocator allocator;

    /* A fixed seed makes hashes, and so the order of iteration, the same in every run:
     * for tests. Otherwise each map draws its own from the system. */
    bool fixed_seed;
    uint32_t seed;

    /* Told of growth, clear and free, or NULL; see observe.h. Borrowed: it must outlive
     * the map. */
    const RmapObserver *observer;
} RmapOptions;

#endif
