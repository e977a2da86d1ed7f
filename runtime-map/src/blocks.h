#ifndef RMAP_BLOCKS_H
#define RMAP_BLOCKS_H

/* Memory as a map's options want it: from its allocator, or malloc. */
#include "rmap/alloc.h"

#include <stdlib.h>

static inline void *rmap_block_of(const RmapAllocator *a, size_t size)
{
    return a->alloc == NULL ? malloc(size) : a->alloc(a->ctx, size);
}

/* NULL is fine. */
static inline void rmap_block_back(const RmapAllocator *a, void *block, size_t size)
{
    if (a->alloc == NULL)
        free(block);
    else if (block != NULL)
        a->free(a->ctx, block, size);
}

#endif
