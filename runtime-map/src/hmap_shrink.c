/*
 * Shrinking: the entries are copied into an array of the right size at once. Only when
 * all have found a place does the old array become one that was evacuated, so that
 * running out of memory undoes nothing but the copies; and iterations that are on it go
 * on as they do after a growth.
 */
#include "hmap_internal.h"
#include "rmap/hmap_hot.h"

/* The part of a map that its array makes up. */
typedef struct Current {
    unsigned char *buckets;
    unsigned char *spare;
    size_t spares;
    size_t overflow;
    uint16_t noverflow;
    uint8_t B;
} Current;

static Current current_of(const RmapHmap *h)
{
    Current c = { h->buckets,         h->extra->spare, h->extra->spares,
                  h->extra->overflow, h->noverflow,    h->B };
    return c;
}

static void current_restore(RmapHmap *h, const Current *c)
{
    h->buckets = c->buckets;
    h->extra->spare = c->spare;
    h->extra->spares = c->spares;
    h->extra->overflow = c->overflow;
    h->noverflow = c->noverflow;
    h->B = c->B;
}

/* A copy of the entry in the current array. A NaN goes anywhere, as when it was put. */
static bool copy_entry(const RmapType *t, RmapHmap *h, RmapSlot from)
{
    uint64_t hash;
    RmapSlot to;

    if (!t->hash(rmap_slot_key(t, from), h->hash0, &hash))
        hash = rmap_random(h);
    to = rmap_array_empty_slot(t, h, hash);
    if (to.bucket == NULL)
        return false;
    to.bucket[to.i] = rmap_tophash(hash);
    memcpy(to.bucket + t->key_offset + to.i * t->key_slot,
           from.bucket + t->key_offset + from.i * t->key_slot, t->key_slot);
    memcpy(to.bucket + t->val_offset + to.i * t->val_slot,
           from.bucket + t->val_offset + from.i * t->val_slot, t->val_slot);
    return true;
}

static bool copy_all(const RmapType *t, RmapHmap *h, const Current *from)
{
    for (size_t n = 0; n < (size_t)1 << from->B; n++) {
        RmapSlot s = { from->buckets + n * t->bucket_size, 0 };
        for (; s.bucket != NULL; s.bucket = rmap_bucket_overflow(t, s.bucket))
            for (s.i = 0; s.i < RMAP_SLOTS; s.i++)
                if (s.bucket[s.i] >= RMAP_MIN_TOPHASH && !copy_entry(t, h, s))
                    return false;
    }
    return true;
}

/* Marks the slots of an array as moved, and lets go of it. */
static void leave(const RmapType *t, RmapHmap *h, const Current *c)
{
    bool poison = !rmap_array_pinned(rmap_array_of(c->buckets));

    for (size_t n = 0; n < (size_t)1 << c->B; n++) {
        unsigned char *bucket = c->buckets + n * t->bucket_size;
        for (; bucket != NULL; bucket = rmap_bucket_overflow(t, bucket)) {
            for (unsigned i = 0; i < RMAP_SLOTS; i++)
                bucket[i] = bucket[i] >= RMAP_MIN_TOPHASH ? RMAP_EVACUATED_X
                                                          : RMAP_EVACUATED_EMPTY;
            if (poison)
                rmap_poison(bucket + t->val_offset, RMAP_SLOTS * t->val_slot);
        }
    }
    rmap_array_retire(t, h, c->buckets);
}

/* Moves everything to an array of 2^B buckets; to none when there is nothing. */
static bool rebuild(const RmapType *t, RmapHmap *h, uint8_t B)
{
    const Current old = current_of(h);
    const Current none = { NULL, NULL, 0, 0, 0, 0 };

    current_restore(h, &none);
    if (h->count > 0) {
        h->buckets = rmap_array_new(t, h, B);
        h->B = B;
        if (h->buckets != NULL)
            rmap_array_take_spares(t, h);
        if (h->buckets == NULL || !copy_all(t, h, &old)) {
            rmap_array_free(t, h, h->buckets);
            current_restore(h, &old);
            return false;
        }
    }
    leave(t, h, &old);
    return true;
}

bool rmap_hmap_shrink(const RmapType *t, RmapHmap *h)
{
    uint8_t B = rmap_array_fitting(t, h->count);

    rmap_debug_died(h, RMAP_DEATH_SHRINK);
    if ((h->flags & RMAP_OLD_ITERATOR) != 0)
        rmap_arrays_sweep(t, h, false);
    if (h->buckets == NULL)
        return true;
    if (!rmap_grow_finish(t, h))
        return false;
    if ((B < h->B || h->count == 0) && !rebuild(t, h, B))
        return false;
    rmap_hmap_tell(t, h, RMAP_EVENT_SHRINK);
    return true;
}
