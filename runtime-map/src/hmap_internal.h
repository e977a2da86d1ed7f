#ifndef RMAP_HMAP_INTERNAL_H
#define RMAP_HMAP_INTERNAL_H

/*
 * What the sources of hmap share and its users never see: bucket arrays and their life.
 *
 * An array of buckets carries an RmapArray in front of its first bucket. It owns its
 * overflow buckets, and counts the iterations that walk it ("pins"). An array that was
 * evacuated is freed, unless it is pinned: then it is retired, and freed by a later
 * write that finds it unpinned, by clear, or by free.
 *
 * Pins are the one thing that readers write, hence atomic. Everything else belongs to
 * the writer.
 *
 * A C program may free what a key points to once it has deleted the key. An iteration
 * that walks an evacuated bucket looks the moved keys up again, so these must be alive:
 * every evacuated slot of the old array and of the pinned ones holds a key that is in
 * the map. Delete and rekey keep that true (rmap_arrays_forget, rmap_arrays_rekey).
 */

#include "rmap/hmap_core.h"

#include <stdatomic.h>

/* Overflow buckets are allocated in runs. */
typedef struct RmapChunk {
    _Alignas(max_align_t) struct RmapChunk *next;
    size_t buckets;
} RmapChunk;

typedef struct RmapArray {
    _Alignas(max_align_t) struct RmapArray *next; /* in RmapExtra.retired */
    RmapChunk *chunks;    /* overflow buckets beyond those behind the array */
    _Atomic(size_t) pins; /* iterations under way on this array */
    size_t B;             /* log2 of the number of buckets */
} RmapArray;

_Static_assert(sizeof(void *) != 8 || sizeof(RmapHmap) == 48, "Go's hmap has 48 bytes");
_Static_assert(sizeof(RmapChunk) % _Alignof(max_align_t) == 0 &&
                   sizeof(RmapArray) % _Alignof(max_align_t) == 0,
               "the buckets behind them are aligned for any key");

/* The header and its extra are one block, an RmapHead. */
struct RmapExtra {
    RmapAllocator allocator;
    const RmapObserver *observer; /* or NULL */
    RmapArray *retired;           /* evacuated, still pinned when last looked at */
    unsigned char *spare;         /* unused overflow buckets of the current array */
    size_t spares;                /* how many, contiguous */
    size_t bytes;                 /* held in all, as asked of the allocator */
    size_t overflow;              /* overflow buckets of the current array in use */
    size_t growths;               /* begun since the map was made */
    uint64_t random;              /* the writer's generator */
    uint64_t clears;              /* iterations from before the last clear are dead */
    uint64_t generation;          /* borrows from before the last change are dead */
    RmapDeath death;              /* what the last change was */
    _Atomic(size_t) starts;       /* iterations begun, for their random starts */
};

typedef struct RmapHead {
    RmapHmap h;
    RmapExtra extra;
} RmapHead;

/* Overflow buckets that lie behind an array of 2^B buckets. Go allocates 2^(B-4) ahead,
 * for arrays where some are to be expected. */
static inline size_t rmap_array_spares(size_t B)
{
    return B < 4 ? 0 : (size_t)1 << (B - 4);
}

static inline RmapArray *rmap_array_of(unsigned char *buckets)
{
    return (RmapArray *)(void *)(buckets - sizeof(RmapArray));
}

static inline bool rmap_growing(const RmapHmap *h)
{
    return h->oldbuckets != NULL;
}

/* How many buckets the former array has. */
static inline size_t rmap_old_count(const RmapHmap *h)
{
    return (size_t)1 << ((h->flags & RMAP_SAME_SIZE) != 0 ? h->B : h->B - 1);
}

/* ---- hmap_array.c ---- */

/* The smallest B whose load `count` entries do not pass; 0 for a number beyond memory.
 */
uint8_t rmap_array_fitting(const RmapType *t, size_t count);

/* Zeroed memory of the map's allocator, or NULL. */
void *rmap_block_new(const RmapHmap *h, size_t size);
void rmap_block_free(const RmapHmap *h, void *block, size_t size);

/* Bytes of an array with its header and spares, or 0 if no object can be so large. */
size_t rmap_array_size(const RmapType *t, size_t B);

/* The buckets of a new array, all empty, or NULL. The caller makes it the map's. */
unsigned char *rmap_array_new(const RmapType *t, const RmapHmap *h, size_t B);
void rmap_array_free(const RmapType *t, const RmapHmap *h, unsigned char *buckets);

/* Makes the spares behind h->buckets those of the map. */
void rmap_array_take_spares(const RmapType *t, RmapHmap *h);

/* Whether an iteration is on the array. */
bool rmap_array_pinned(RmapArray *array);

/* Frees an array, or retires it while iterations are on it. */
void rmap_array_retire(const RmapType *t, RmapHmap *h, unsigned char *buckets);

/* Frees retired arrays that no iteration is on; with `all`, every one. */
void rmap_arrays_sweep(const RmapType *t, RmapHmap *h, bool all);

/* Empties the current array for reuse: no entries, no chunks, no pins. */
void rmap_array_reset(const RmapType *t, RmapHmap *h);

/* The first empty slot of the chain for `hash` in the current array, on a new overflow
 * bucket if need be; bucket NULL when out of memory. */
RmapSlot rmap_array_empty_slot(const RmapType *t, RmapHmap *h, uint64_t hash);

/* Makes sure that `n` more overflow buckets can be appended without memory. */
bool rmap_overflow_reserve(const RmapType *t, RmapHmap *h, size_t n);

/* Erases `key`, or stores it over its equal, in the evacuated slots of pinned arrays.
 */
void rmap_arrays_forget(const RmapType *t, RmapHmap *h, const void *key, uint64_t hash);
void rmap_arrays_rekey(const RmapType *t, RmapHmap *h, const void *key, uint64_t hash);

/* ---- hmap_grow.c ---- */

/* Begins to grow if one more entry asks for it; false when out of memory. Not for a map
 * that is growing. */
bool rmap_grow_if_full(const RmapType *t, RmapHmap *h);

/* Evacuates the old bucket that `hash` would be in, and one more. False when out of
 * memory before the first was done: it is then untouched. */
bool rmap_grow_step(const RmapType *t, RmapHmap *h, uint64_t hash);

/* Ends the growth, if one is under way; false when out of memory before its end. */
bool rmap_grow_finish(const RmapType *t, RmapHmap *h);

/* ---- hmap_stats.c ---- */

/* Tells the observer, if there is one. */
void rmap_hmap_tell(const RmapType *t, const RmapHmap *h, RmapEventKind kind);

/* Bytes of an array with all its overflow buckets, and how many buckets that is. */
size_t rmap_array_bytes(const RmapType *t, const RmapArray *array, size_t *buckets);

#endif
