/*
 * Growing, a little with each write: to twice the buckets when the load passes 6.5, to
 * as many when there are too many overflow buckets (many were deleted, the chains are
 * long and empty). The algorithm is that of Go 1.19's runtime/map.go.
 *
 * Unlike Go's, a step can run out of memory. The overflow buckets that an evacuation
 * may need are reserved before it moves anything, so it happens entirely or not at all.
 */
#include "hmap_internal.h"
#include "rmap/hmap_hot.h"

bool rmap_grow_if_full(const RmapType *t, RmapHmap *h)
{
    bool full = rmap_over_load(h->count + 1, h->B);
    unsigned char *buckets;
    uint8_t B;

    if (!full && !rmap_too_many_overflow(h))
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
    rmap_array_take_spares(t, h);
    h->extra->growths++;
    rmap_hmap_tell(t, h, RMAP_EVENT_GROW);
    return true;
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

static bool evacuate_chain(const RmapType *t, RmapHmap *h, size_t number)
{
    if (!reserve_for_chain(t, h, h->oldbuckets + number * t->bucket_size))
        return false;
    t->move_chain(h, number, !rmap_array_pinned(rmap_array_of(h->oldbuckets)));
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

/* Tells of what a step has done. */
static void tell_step(const RmapType *t, const RmapHmap *h)
{
    rmap_hmap_tell(t, h, RMAP_EVENT_EVACUATE);
    if (!rmap_growing(h))
        rmap_hmap_tell(t, h, RMAP_EVENT_GROWN);
}

bool rmap_grow_step(const RmapType *t, RmapHmap *h, uint64_t hash)
{
    if (!evacuate(t, h, (size_t)hash & (rmap_old_count(h) - 1)))
        return false;
    if (rmap_growing(h)) /* out of memory here, the next write tries again */
        (void)evacuate(t, h, h->nevacuate);
    tell_step(t, h);
    return true;
}

bool rmap_grow_finish(const RmapType *t, RmapHmap *h)
{
    if (!rmap_growing(h))
        return true;
    while (rmap_growing(h))
        if (!evacuate(t, h, h->nevacuate))
            return false;
    tell_step(t, h);
    return true;
}
