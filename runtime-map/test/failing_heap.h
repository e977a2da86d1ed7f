#ifndef RMAP_TEST_FAILING_HEAP_H
#define RMAP_TEST_FAILING_HEAP_H

/*
 * An allocator that counts, checks the sizes that it is given back, fills new memory
 * with rubbish, and fails when told to. atomic_heap.h has one for threads.
 */
#include "cmocka_all.h"
#include "rmap/alloc.h"

#include <stdlib.h>
#include <string.h>

typedef struct FailingHeap {
    size_t blocks; /* in use */
    size_t bytes;
    size_t calls;      /* of alloc, so far */
    size_t fail_at;    /* the call that fails; 0: none */
    size_t fail_every; /* besides, one call in so many; 0: none */
} FailingHeap;

static inline void *failing_heap_alloc(void *ctx, size_t size)
{
    FailingHeap *heap = ctx;
    max_align_t *block;

    assert_true(size > 0);
    heap->calls++;
    if (heap->calls == heap->fail_at)
        return NULL;
    if (heap->fail_every != 0 && heap->calls % heap->fail_every == 0)
        return NULL;
    block = malloc(sizeof *block + size);
    assert_non_null(block);
    memcpy(block, &size, sizeof size);
    memset(block + 1, 0xa5, size);
    heap->blocks++;
    heap->bytes += size;
    return block + 1;
}

static inline void failing_heap_free(void *ctx, void *block, size_t size)
{
    FailingHeap *heap = ctx;
    max_align_t *start = (max_align_t *)block - 1;
    size_t allocated;

    memcpy(&allocated, start, sizeof allocated);
    assert_int_equal(size, allocated);
    heap->blocks--;
    heap->bytes -= size;
    free(start);
}

static inline RmapOptions failing_heap_options(FailingHeap *heap)
{
    RmapOptions options = { .allocator = { heap, failing_heap_alloc,
                                           failing_heap_free },
                            .fixed_seed = true,
                            .seed = 7 };
    return options;
}

#endif
