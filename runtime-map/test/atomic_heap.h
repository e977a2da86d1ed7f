#ifndef RMAP_TEST_ATOMIC_HEAP_H
#define RMAP_TEST_ATOMIC_HEAP_H

/*
 * An allocator for maps that threads share: counts what is in use and the most that
 * ever was, checks the sizes it is given back, fills blocks with rubbish when they come
 * and when they go, and fails when told to.
 */
#include "cmocka_all.h"
#include "rmap/alloc.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct AtomicHeap {
    _Atomic(size_t) blocks; /* in use */
    _Atomic(size_t) bytes;
    _Atomic(size_t) peak;  /* of bytes */
    _Atomic(size_t) calls; /* of alloc, so far */
    size_t fail_at;        /* the call that fails; 0: none */
} AtomicHeap;

static inline void *atomic_heap_alloc(void *ctx, size_t size)
{
    AtomicHeap *heap = ctx;
    max_align_t *block;
    size_t bytes;
    size_t peak;

    if (atomic_fetch_add(&heap->calls, 1) + 1 == heap->fail_at || size == 0)
        return NULL;
    block = malloc(sizeof *block + size);
    if (block == NULL)
        return NULL;
    memcpy(block, &size, sizeof size);
    memset(block + 1, 0xa5, size);
    atomic_fetch_add(&heap->blocks, 1);
    bytes = atomic_fetch_add(&heap->bytes, size) + size;
    peak = atomic_load(&heap->peak);
    while (bytes > peak && !atomic_compare_exchange_weak(&heap->peak, &peak, bytes))
        continue;
    return block + 1;
}

static inline void atomic_heap_free(void *ctx, void *block, size_t size)
{
    AtomicHeap *heap = ctx;
    max_align_t *start = (max_align_t *)block - 1;
    size_t allocated;

    memcpy(&allocated, start, sizeof allocated);
    if (allocated != size)
        abort(); /* assertions belong to the main thread */
    atomic_fetch_sub(&heap->blocks, 1);
    atomic_fetch_sub(&heap->bytes, size);
    memset(start, 0x5a, sizeof *start + size);
    free(start);
}

static inline RmapOptions atomic_heap_options(AtomicHeap *heap)
{
    RmapOptions options = { .allocator = { heap, atomic_heap_alloc, atomic_heap_free },
                            .fixed_seed = true,
                            .seed = 7 };
    return options;
}

#endif
