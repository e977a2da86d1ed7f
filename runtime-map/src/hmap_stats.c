/* What a map tells of itself: statistics, and events to its observer. */
#include "hmap_internal.h"
#include "rmap/hmap_hot.h"
#include "tell.h"

size_t rmap_array_bytes(const RmapType *t, const RmapArray *array, size_t *buckets)
{
    size_t bytes = rmap_array_size(t, array->B);
    size_t count = ((size_t)1 << array->B) + rmap_array_spares(array->B);

    for (const RmapChunk *chunk = array->chunks; chunk != NULL; chunk = chunk->next) {
        bytes += sizeof *chunk + chunk->buckets * t->bucket_size;
        count += chunk->buckets;
    }
    *buckets += count;
    return bytes;
}

/* Room for keys and values in so many buckets; pointers to those that are held by
 * pointer are none. */
static size_t room_in(const RmapType *t, size_t buckets)
{
    size_t slot = 0;

    if (t->key_size <= RMAP_INLINE_MAX)
        slot += t->key_slot;
    if (t->val_size <= RMAP_INLINE_MAX)
        slot += t->val_slot;
    return buckets * RMAP_SLOTS * slot;
}

/* Entries that fit before the array is too small. */
static size_t slots_of(const RmapHmap *h)
{
    if (h->buckets == NULL)
        return 0;
    return h->B == 0 ? RMAP_SLOTS : 13 * (((size_t)1 << h->B) / 2);
}

RmapStats rmap_hmap_stats(const RmapType *t, const RmapHmap *h)
{
    RmapStats s = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    size_t buckets = 0;
    size_t arrays = 0; /* bytes of them all */

    if (h == NULL)
        return s;
    for (RmapArray *a = h->extra->retired; a != NULL; a = a->next)
        s.retired += rmap_array_bytes(t, a, &buckets);
    arrays = s.retired;
    if (h->buckets != NULL)
        arrays += rmap_array_bytes(t, rmap_array_of(h->buckets), &buckets);
    if (h->oldbuckets != NULL)
        arrays += rmap_array_bytes(t, rmap_array_of(h->oldbuckets), &buckets);
    s.entries = h->count;
    s.slots = slots_of(h);
    s.buckets = h->buckets == NULL ? 0 : (size_t)1 << h->B;
    s.overflow = h->extra->overflow;
    /* What is neither an array nor the header is keys and values of their own. */
    s.data = room_in(t, buckets) + (h->extra->bytes - arrays - sizeof(RmapHead));
    s.metadata = h->extra->bytes - s.data;
    s.growths = h->extra->growths;
    s.clears = (size_t)h->extra->clears;
    return s;
}

void rmap_hmap_tell(const RmapType *t, const RmapHmap *h, RmapEventKind kind)
{
    RmapStats stats;

    if (h->extra->observer == NULL)
        return;
    stats = rmap_hmap_stats(t, h);
    rmap_tell(h->extra->observer, kind, t->name, h, &stats);
}
