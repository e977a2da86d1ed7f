/*
 * Growing, a little with each write: to twice the buckets when the load passes 6.5, to
 * as many when there are too many overflow buckets (many were deleted, the chains are
 * long and empty). The algorithm is that of Go 1.19's runtime/map.go.
 *
 * Unlike Go's, a step can run out of memory. The overflow buckets that an evacuation
 * may need are reserved before it moves anything, so it happens entirely or not at all.
 */
#include "hmap_internal.h"
#include "poison.h"

/* As many overflow buckets as buckets, about; more than 2^15 are not counted. */
static bool too_many_overflow(const RmapHmap *h)
{
    unsigned B = h->B > 15 ? 15 : h->B;

    return h->noverflow >= 1u << B;
}

bool rmap_grow_if_full(const RmapType *t, RmapHmap *h)
{
    bool full = rmap_over_load(h->count + 1, h->B);
    unsigned char *buckets;
    uint8_t B;

    if (!full && !too_many_overflow(h))
        return true;
    B = (uint8_t)(full ? h->B + 1 : h->B);
    buckets = rmap_array_new(t, h, B);
    if (buckets == NULL)
        return false;
    if (!full)
        h->flags |= RMAP_SAME_SIZE;
    h->oldbuckets = h->buckets;
    h->buckets = buckets;
    h->B = B;
    h->nevacuate = 0;
    h->noverflow = 0;
    rmap_array_take_spares(t, h);
    return true;
}

/* Where the next entry of an evacuated chain goes. */
typedef struct Destination {
    unsigned char *bucket;
    unsigned i;
} Destination;

/* An overflow bucket for it was reserved. */
static void destination_add(const RmapType *t, RmapHmap *h, Destination *to,
                            RmapSlot from, uint8_t top)
{
    if (to->i == RMAP_SLOTS) {
        to->bucket = rmap_overflow_append(t, h, to->bucket);
        to->i = 0;
    }
    to->bucket[to->i] = top;
    memcpy(to->bucket + t->key_offset + to->i * t->key_slot,
           from.bucket + t->key_offset + from.i * t->key_slot, t->key_slot);
    memcpy(to->bucket + t->val_offset + to->i * t->val_slot,
           from.bucket + t->val_offset + from.i * t->val_slot, t->val_slot);
    to->i++;
}

/* Whether the entry goes to the upper half. The hash of a NaN says nothing, and must
 * not: an iteration has to be able to tell where it went. So its tophash decides by its
 * lowest bit, and is then drawn anew, so that the next growth decides anew. */
static bool goes_up(const RmapType *t, RmapHmap *h, RmapSlot s, uint8_t *top)
{
    uint64_t hash;
    bool up;

    if ((h->flags & RMAP_SAME_SIZE) != 0)
        return false;
    if (t->hash(rmap_slot_key(t, s), h->hash0, &hash))
        return (hash & rmap_old_count(h)) != 0;
    up = (*top & 1) != 0;
    *top = rmap_tophash(rmap_random(h));
    return up;
}

/* A chain of n buckets fills at most n + 1, two of which are there: n - 1 to reserve.
 */
static bool reserve_for_chain(const RmapType *t, RmapHmap *h, unsigned char *bucket)
{
    size_t overflows = 0;

    while ((bucket = rmap_bucket_overflow(t, bucket)) != NULL)
        overflows++;
    return overflows == 0 || rmap_overflow_reserve(t, h, overflows);
}

/* Moves the entry of a slot, if there is one, and marks the slot. Its value is out of
 * bounds from now on, unless an iteration is here: that still gives NaNs from it. */
static void evacuate_slot(const RmapType *t, RmapHmap *h, RmapSlot s, Destination to[2])
{
    uint8_t top = s.bucket[s.i];
    bool up;

    if (top <= RMAP_EMPTY_ONE) {
        s.bucket[s.i] = RMAP_EVACUATED_EMPTY;
        return;
    }
    up = goes_up(t, h, s, &top);
    s.bucket[s.i] = up ? RMAP_EVACUATED_Y : RMAP_EVACUATED_X;
    destination_add(t, h, &to[up], s, top);
    if (!rmap_array_pinned(rmap_array_of(h->oldbuckets)))
        rmap_poison(s.bucket + t->val_offset + s.i * t->val_slot, t->val_slot);
}

static bool evacuate_chain(const RmapType *t, RmapHmap *h, size_t number)
{
    RmapSlot s = { h->oldbuckets + number * t->bucket_size, 0 };
    size_t upper = number + rmap_old_count(h);
    Destination to[2] = { { h->buckets + number * t->bucket_size, 0 }, { NULL, 0 } };

    if (!reserve_for_chain(t, h, s.bucket))
        return false;
    if ((h->flags & RMAP_SAME_SIZE) == 0)
        to[1].bucket = h->buckets + upper * t->bucket_size;
    for (; s.bucket != NULL; s.bucket = rmap_bucket_overflow(t, s.bucket))
        for (s.i = 0; s.i < RMAP_SLOTS; s.i++)
            evacuate_slot(t, h, s, to);
    return true;
}

/* Moves the mark over buckets that are done, a bounded number; ends the growth at the
 * last. */
static void advance_mark(const RmapType *t, RmapHmap *h)
{
    size_t count = rmap_old_count(h);
    size_t stop = h->nevacuate + 1024;

    if (stop > count)
        stop = count;
    while (h->nevacuate < stop &&
           rmap_bucket_evacuated(h->oldbuckets + h->nevacuate * t->bucket_size))
        h->nevacuate++;
    if (h->nevacuate < count)
        return;
    unsigned char *old = h->oldbuckets;
    h->oldbuckets = NULL;
    h->flags &= (uint8_t)~RMAP_SAME_SIZE;
    rmap_array_retire(t, h, old);
}

static bool evacuate(const RmapType *t, RmapHmap *h, size_t number)
{
    unsigned char *bucket = h->oldbuckets + number * t->bucket_size;

    if (!rmap_bucket_evacuated(bucket) && !evacuate_chain(t, h, number))
        return false;
    if (number == h->nevacuate)
        advance_mark(t, h);
    return true;
}

bool rmap_grow_step(const RmapType *t, RmapHmap *h, uint64_t hash)
{
    if (!evacuate(t, h, (size_t)hash & (rmap_old_count(h) - 1)))
        return false;
    if (rmap_growing(h)) /* out of memory here, the next write tries again */
        (void)evacuate(t, h, h->nevacuate);
    return true;
}
