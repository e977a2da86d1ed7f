/*
 * Iteration, after Go 1.19's mapiterinit and mapiternext. It walks the array that was
 * current when it began, from a random bucket and a random slot in each. Entries that
 * have moved since are looked up where they are now.
 */
#include "hmap_internal.h"
#include "rmap/hash.h"
#include "rmap/hmap_hot.h"

#define CHECK_NONE SIZE_MAX

static void array_pin(unsigned char *buckets)
{
    if (buckets != NULL)
        atomic_fetch_add_explicit(&rmap_array_of(buckets)->pins, 1,
                                  memory_order_relaxed);
}

static void array_unpin(unsigned char *buckets)
{
    if (buckets != NULL)
        atomic_fetch_sub_explicit(&rmap_array_of(buckets)->pins, 1,
                                  memory_order_release);
}

void rmap_hmap_iter_init(RmapIter *it, const RmapHmap *h)
{
    uint64_t random;

    memset(it, 0, sizeof *it);
    if (h == NULL || h->count == 0)
        return;
    /* Readers may begin at once, so they draw from a counter, not from the generator.
     */
    random = atomic_fetch_add_explicit(&h->extra->starts, 1, memory_order_relaxed);
    random = rmap_hash_mix(random ^ (uint64_t)h->hash0 << 32);
    it->map = h;
    it->clears_now = &h->extra->clears;
    it->clears = h->extra->clears;
    it->check = CHECK_NONE;
    it->B = h->B;
    it->buckets = h->buckets;
    it->oldbuckets = h->oldbuckets;
    it->start = (size_t)random & (((size_t)1 << h->B) - 1);
    it->next = it->start;
    it->offset = (uint8_t)(random >> 61);
    array_pin(it->buckets);
    array_pin(it->oldbuckets);
}

void rmap_hmap_iter_end(RmapIter *it)
{
    if (it->map != NULL && it->map->extra->clears == it->clears) {
        array_unpin(it->buckets);
        array_unpin(it->oldbuckets);
    }
    it->map = NULL;
    it->pending = 0;
    it->checked = 0;
}

/* Goes to the next bucket of the array. While the growth goes on in which the iteration
 * began, a bucket not yet filled is walked where its entries are: in the old array,
 * taking only those that will go to it. In any later growth the old array is the one
 * being walked, or it is none that this iteration has pinned. */
static bool iter_next_bucket(const RmapType *t, RmapIter *it)
{
    const RmapHmap *h = it->map;
    size_t number = it->next;

    if (it->wrapped && number == it->start)
        return false;
    it->bucket = it->buckets + number * t->bucket_size;
    it->check = CHECK_NONE;
    if (rmap_growing(h) && h->oldbuckets == it->oldbuckets) {
        size_t old = number & (rmap_old_count(h) - 1);
        unsigned char *bucket = h->oldbuckets + old * t->bucket_size;
        if (!rmap_bucket_evacuated(bucket)) {
            it->bucket = bucket;
            if ((h->flags & RMAP_SAME_SIZE) == 0)
                it->check = number;
        }
    }
    it->next = number + 1;
    if (it->next == (size_t)1 << it->B) {
        it->next = 0;
        it->wrapped = true;
    }
    return true;
}

/* Whether the entry belongs to the bucket that the iteration is after. */
static bool iter_wants(const RmapIter *it, uint64_t hash, bool reflexive, uint8_t top)
{
    if (it->check == CHECK_NONE)
        return true;
    if (reflexive)
        return ((size_t)hash & (((size_t)1 << it->B) - 1)) == it->check;
    return it->check >> (it->B - 1) == (top & 1);
}

/* Finds where the entry of a slot is now; false if there is none, or not for now. */
static bool iter_take(const RmapType *t, const RmapIter *it, RmapSlot *slot)
{
    uint8_t top = slot->bucket[slot->i];
    bool moved = top == RMAP_EVACUATED_X || top == RMAP_EVACUATED_Y;
    bool reflexive;
    uint64_t hash;

    if (top < RMAP_MIN_TOPHASH && !moved)
        return false;
    if (!moved && it->check == CHECK_NONE)
        return true;
    reflexive = t->hash(rmap_slot_key(t, *slot), it->map->hash0, &hash);
    if (!iter_wants(it, hash, reflexive, top))
        return false;
    if (moved && reflexive) /* a NaN cannot have been deleted, nor be looked up */
        *slot = rmap_hmap_find(t, it->map, rmap_slot_key(t, *slot), hash);
    return slot->bucket != NULL;
}

bool rmap_hmap_iter_moved(const RmapType *t, const RmapIter *it, RmapSlot *slot)
{
    return iter_take(t, it, slot);
}

/* The next of the slots that are left of the bucket. */
static bool iter_next_slot(const RmapType *t, RmapIter *it, unsigned *left,
                           RmapSlot *slot)
{
    while (*left != 0) {
        slot->bucket = it->bucket;
        slot->i = (rmap_match_first(*left) + it->offset) % RMAP_SLOTS;
        *left &= *left - 1;
        if (iter_take(t, it, slot))
            return true;
    }
    return false;
}

/* The slots of the bucket that hold or held an entry, from the first that is due. Those
 * with nothing to check are for rmap_hmap_next. */
static void iter_look(RmapIter *it)
{
    unsigned full = rmap_match_from(it->bucket, RMAP_EVACUATED_X);
    unsigned turned = (full >> it->offset | full << (RMAP_SLOTS - it->offset)) & 0xff;

    if (it->check == CHECK_NONE)
        it->pending = turned;
    else
        it->checked = turned;
}

bool rmap_hmap_iter_next(const RmapType *t, RmapIter *it, RmapSlot *slot)
{
    if (it->map == NULL || it->map->extra->clears != it->clears) {
        it->map = NULL;
        it->pending = 0;
        return false;
    }
    for (;;) {
        if (iter_next_slot(t, it, &it->checked, slot) ||
            iter_next_slot(t, it, &it->pending, slot))
            return true;
        if (it->bucket != NULL)
            it->bucket = rmap_bucket_overflow(t, it->bucket);
        if (it->bucket == NULL && !iter_next_bucket(t, it)) {
            rmap_hmap_iter_end(it);
            return false;
        }
        iter_look(it);
    }
}
