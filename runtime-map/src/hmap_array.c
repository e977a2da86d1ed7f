/*
 * The life of bucket arrays: making, retiring and freeing them, the overflow buckets
 * they own, and what must be kept true in those that were evacuated while iterated.
 */
#include "block.h"
#include "hmap_internal.h"
#include "rmap/hmap_hot.h"

/* ---- memory ---- */

void *rmap_block_new(const RmapHmap *h, size_t size)
{
    const RmapAllocator *a = &h->extra->allocator;
    void *block = a->alloc == NULL ? calloc(1, size) : a->alloc(a->ctx, size);

    if (block == NULL)
        return NULL;
    if (a->alloc != NULL)
        memset(block, 0, size);
    h->extra->bytes += size;
    return block;
}

void rmap_block_free(const RmapHmap *h, void *block, size_t size)
{
    if (block == NULL)
        return;
    rmap_unpoison(block, size);
    h->extra->bytes -= size;
    rmap_block_give(&h->extra->allocator, block, size);
}

size_t rmap_array_size(const RmapType *t, size_t B)
{
    size_t limit = PTRDIFF_MAX - sizeof(RmapArray);
    size_t buckets;

    if (B >= sizeof(size_t) * 8 - 2)
        return 0;
    buckets = ((size_t)1 << B) + rmap_array_spares(B);
    if (buckets > limit / t->bucket_size)
        return 0;
    return sizeof(RmapArray) + buckets * t->bucket_size;
}

uint8_t rmap_array_fitting(const RmapType *t, size_t count)
{
    uint8_t B = 0;

    while (rmap_over_load(count, B)) {
        B++;
        if (rmap_array_size(t, B) == 0)
            return 0;
    }
    return B;
}

unsigned char *rmap_array_new(const RmapType *t, const RmapHmap *h, size_t B)
{
    size_t size = rmap_array_size(t, B);
    RmapArray *array = size == 0 ? NULL : rmap_block_new(h, size);

    if (array == NULL)
        return NULL;
    array->B = B;
    atomic_init(&array->pins, 0);
    return (unsigned char *)(array + 1);
}

static size_t chunk_size(const RmapType *t, size_t buckets)
{
    return sizeof(RmapChunk) + buckets * t->bucket_size;
}

static void chunks_free(const RmapType *t, const RmapHmap *h, RmapArray *array)
{
    while (array->chunks != NULL) {
        RmapChunk *chunk = array->chunks;
        array->chunks = chunk->next;
        rmap_block_free(h, chunk, chunk_size(t, chunk->buckets));
    }
}

void rmap_array_free(const RmapType *t, const RmapHmap *h, unsigned char *buckets)
{
    RmapArray *array;

    if (buckets == NULL)
        return;
    array = rmap_array_of(buckets);
    chunks_free(t, h, array);
    rmap_block_free(h, array, rmap_array_size(t, array->B));
}

void rmap_array_take_spares(const RmapType *t, RmapHmap *h)
{
    h->extra->spare = h->buckets + ((size_t)1 << h->B) * t->bucket_size;
    h->extra->spares = rmap_array_spares(h->B);
    h->extra->overflow = 0;
    h->noverflow = 0;
}

/* Only what makes a slot empty is written, and the pointers to overflow buckets if
 * there were any: all spares count as used once the first is. */
void rmap_array_reset(const RmapType *t, RmapHmap *h)
{
    RmapArray *array = rmap_array_of(h->buckets);
    size_t count = (size_t)1 << array->B;
    size_t total = count + rmap_array_spares(array->B);
    bool overflow =
        array->chunks != NULL || h->extra->spares != rmap_array_spares(array->B);
    unsigned char *bucket = h->buckets;

    chunks_free(t, h, array);
    for (size_t n = 0; n < (overflow ? total : count); n++, bucket += t->bucket_size) {
        uint64_t tops = rmap_tops_load(bucket);
        if (tops != 0)
            rmap_tops_store(bucket, 0);
        if (overflow)
            memset(bucket + t->overflow_offset, 0, sizeof(void *));
        rmap_poison(bucket + t->val_offset, RMAP_SLOTS * t->val_slot);
    }
    atomic_store_explicit(&array->pins, 0, memory_order_relaxed);
    rmap_array_take_spares(t, h);
}

/* ---- retiring ---- */

/* Acquire: what the last iteration read, it read before its pin went away. */
bool rmap_array_pinned(RmapArray *array)
{
    return atomic_load_explicit(&array->pins, memory_order_acquire) != 0;
}

void rmap_array_retire(const RmapType *t, RmapHmap *h, unsigned char *buckets)
{
    RmapArray *array = rmap_array_of(buckets);

    if (!rmap_array_pinned(array)) {
        rmap_array_free(t, h, buckets);
        return;
    }
    array->next = h->extra->retired;
    h->extra->retired = array;
    h->flags |= RMAP_OLD_ITERATOR;
}

void rmap_arrays_sweep(const RmapType *t, RmapHmap *h, bool all)
{
    RmapArray **link = &h->extra->retired;

    while (*link != NULL) {
        RmapArray *array = *link;
        if (all || !rmap_array_pinned(array)) {
            *link = array->next;
            rmap_array_free(t, h, (unsigned char *)(array + 1));
        } else {
            link = &array->next;
        }
    }
    if (h->extra->retired == NULL)
        h->flags &= (uint8_t)~RMAP_OLD_ITERATOR;
}

/* The evacuated slot of `array` that holds an equal of `key`, or no slot. Entries that
 * are still live in an old array are no business of this function. */
static RmapSlot array_find_moved(const RmapType *t, RmapArray *array, const void *key,
                                 uint64_t hash)
{
    size_t mask = ((size_t)1 << array->B) - 1;
    unsigned char *buckets = (unsigned char *)(array + 1);
    RmapSlot s = { buckets + ((size_t)hash & mask) * t->bucket_size, 0 };

    for (; s.bucket != NULL; s.bucket = rmap_bucket_overflow(t, s.bucket)) {
        for (s.i = 0; s.i < RMAP_SLOTS; s.i++) {
            uint8_t top = s.bucket[s.i];
            if ((top == RMAP_EVACUATED_X || top == RMAP_EVACUATED_Y) &&
                t->equal(rmap_slot_key(t, s), key))
                return s;
        }
    }
    return s;
}

/* Does `change` to each copy that an iteration may come across. One that begins in the
 * middle of a growth may yet walk the old array, so that is kept true from the start.
 */
static void arrays_each_copy(const RmapType *t, RmapHmap *h, const void *key,
                             uint64_t hash,
                             void (*change)(const RmapType *, RmapSlot, const void *))
{
    RmapArray *array;
    RmapSlot s;

    if (rmap_growing(h)) {
        s = array_find_moved(t, rmap_array_of(h->oldbuckets), key, hash);
        if (s.bucket != NULL)
            change(t, s, key);
    }
    for (array = h->extra->retired; array != NULL; array = array->next) {
        s = array_find_moved(t, array, key, hash);
        if (s.bucket != NULL)
            change(t, s, key);
    }
}

static void copy_forget(const RmapType *t, RmapSlot s, const void *key)
{
    (void)t;
    (void)key;
    s.bucket[s.i] = RMAP_EVACUATED_EMPTY;
}

/* A key held by pointer is shared by all copies, so it was stored already. */
static void copy_rekey(const RmapType *t, RmapSlot s, const void *key)
{
    if (t->key_size <= RMAP_INLINE_MAX)
        memcpy(rmap_slot_key(t, s), key, t->key_size);
}

void rmap_arrays_forget(const RmapType *t, RmapHmap *h, const void *key, uint64_t hash)
{
    arrays_each_copy(t, h, key, hash, copy_forget);
}

void rmap_arrays_rekey(const RmapType *t, RmapHmap *h, const void *key, uint64_t hash)
{
    arrays_each_copy(t, h, key, hash, copy_rekey);
}

/* ---- overflow buckets ---- */

RmapSlot rmap_array_empty_slot(const RmapType *t, RmapHmap *h, uint64_t hash)
{
    size_t number = (size_t)hash & (((size_t)1 << h->B) - 1);
    RmapSlot s = { h->buckets + number * t->bucket_size, 0 };
    unsigned char *last = NULL;

    for (; s.bucket != NULL; s.bucket = rmap_bucket_overflow(t, s.bucket)) {
        unsigned full = rmap_match_from(s.bucket, RMAP_MIN_TOPHASH);
        if (full != 0xff) {
            s.i = rmap_match_first(~full);
            return s;
        }
        last = s.bucket;
    }
    if (rmap_overflow_reserve(t, h, 1))
        s.bucket = rmap_overflow_append(t, h, last);
    return s;
}

/* A run is a sixteenth of the array, as are the buckets allocated ahead, within reason:
 * an array that overflows them does so because of its hash, or by bad luck. */
static size_t chunk_buckets(const RmapHmap *h)
{
    size_t n = rmap_array_spares(h->B);

    if (n > 64)
        n = 64;
    return n == 0 ? 1 : n;
}

/* What is left of the former run is given up: it was too short to matter. */
bool rmap_overflow_reserve(const RmapType *t, RmapHmap *h, size_t n)
{
    RmapArray *array = rmap_array_of(h->buckets);
    RmapChunk *chunk;
    size_t buckets = chunk_buckets(h);

    if (n <= h->extra->spares)
        return true;
    if (buckets < n)
        buckets = n;
    chunk = rmap_block_new(h, chunk_size(t, buckets));
    if (chunk == NULL)
        return false;
    chunk->buckets = buckets;
    chunk->next = array->chunks;
    array->chunks = chunk;
    h->extra->spare = (unsigned char *)(chunk + 1);
    h->extra->spares = buckets;
    return true;
}

/* Exact for small maps; for large ones, where 16 bits are too few, one in 2^(B-15) is
 * counted, by chance. */
static void overflow_count(RmapHmap *h)
{
    if (h->noverflow == UINT16_MAX)
        return;
    if (h->B < 16 || (rmap_random(h) & (((uint64_t)1 << (h->B - 15)) - 1)) == 0)
        h->noverflow++;
}

unsigned char *rmap_overflow_append(const RmapType *t, RmapHmap *h,
                                    unsigned char *bucket)
{
    unsigned char *overflow = h->extra->spare;

    h->extra->spare += t->bucket_size;
    h->extra->spares--;
    h->extra->overflow++;
    overflow_count(h);
    memcpy(bucket + t->overflow_offset, &overflow, sizeof overflow);
    return overflow;
}
