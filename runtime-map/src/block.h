#ifndef RMAP_BLOCK_H
#define RMAP_BLOCK_H

/* Memory of a map's allocator: what the sources of the members share. */

#include "rmap/alloc.h"

#include <stdlib.h>

/* `size` bytes, contents arbitrary, or NULL. */
static inline void *rmap_block_take(const RmapAllocator *a, size_t size)
{
    return a->alloc == NULL ? malloc(size) : a->alloc(a->ctx, size);
}

/* Gives a block back, with the size it was asked for; NULL is fine. */
static inline void rmap_block_give(const RmapAllocator *a, void *block, size_t size)
{
    if (a->alloc == NULL)
        free(block);
    else if (block != NULL)
        a->free(a->ctx, block, size);
}

#endif
