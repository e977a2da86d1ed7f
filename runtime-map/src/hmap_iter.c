/*
 * Iteration, after Go 1.19's mapiterinit and mapiternext. It walks the array that was
 * current when it began, from a random bucket and a random slot in each. Entries that
 * have moved since are looked up where they are now.
 */
#include "hmap_internal.h"
#include "rmap/hash.h"
#include "rmap/hmap_hot.h"

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
    it->buckets = h->buckets;
    it->oldbuckets = h->oldbuckets;
    it->B = h->B;
    if (rmap_growing(h) && (h->flags & RMAP_SAME_SIZE) == 0)
        it->B--;
    it->start = (size_t)random & (((size_t)1 << it->B) - 1);
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
}

/* Goes to the next bucket. An iteration that began in a growth goes by the buckets of
 * the former array: one that has not moved yet is walked there, else the one or two
 * that its entries went to. So each entry is met once, and no key is hashed to tell
 * whose turn it is: the user may be freeing what they point to. In any later growth the
 * old array is the one being walked, or it is none that this iteration has pinned. */
static bool iter_next_bucket(const RmapType *t, RmapIter *it)
{
    size_t number = it->next;

    if (it->upper != 0) {
        it->bucket = it->buckets + it->upper * t->bucket_size;
        it->upper = 0;
        return true;
    }
    if (it->wrapped && number == it->start)
        return false;
    it->bucket = it->buckets + number * t->bucket_size;
    if (it->oldbuckets != NULL) {
        unsigned char *old = it->oldbuckets + number * t->bucket_size;
        if (it->map->oldbuckets == it->oldbuckets && !rmap_bucket_evacuated(old))
            it->bucket = old;
        else if (rmap_array_of(it->buckets)->B > it->B)
            it->upper = number + ((size_t)1 << it->B);
    }
    it->next = number + 1;
    if (it->next == (size_t)1 << it->B) {
        it->next = 0;
        it->wrapped = true;
    }
    return true;
}

/* Finds where the entry of a slot is now; false if there is none. */
static bool iter_take(const RmapType *t, const RmapIter *it, RmapSlot *slot)
{
    uint8_t top = slot->bucket[slot->i];
    uint64_t hash;

    if (top >= RMAP_MIN_TOPHASH)
        return true;
    if (top != RMAP_EVACUATED_X && top != RMAP_EVACUATED_Y)
        return false;
    /* A NaN cannot have been deleted, nor be looked up. */
    if (t->hash(rmap_slot_key(t, *slot), it->map->hash0, &hash))
        *slot = rmap_hmap_find(t, it->map, rmap_slot_key(t, *slot), hash);
    return slot->bucket != NULL;
}

bool rmap_hmap_iter_moved(const RmapType *t, const RmapIter *it, RmapSlot *slot)
{
    return iter_take(t, it, slot);
}

/* The next of the slots that are left of the bucket. */
static bool iter_next_slot(const RmapType *t, RmapIter *it, RmapSlot *slot)
{
    while (it->pending != 0) {
        slot->bucket = it->bucket;
        slot->i = (rmap_match_first(it->pending) + it->offset) % RMAP_SLOTS;
        it->pending &= it->pending - 1;
        if (iter_take(t, it, slot))
            return true;
    }
    return false;
}

/* The slots of the bucket that hold or held an entry, from the first that is due. */
static void iter_look(RmapIter *it)
{
    unsigned full = rmap_match_from(it->bucket, RMAP_EVACUATED_X);

    it->pending = (full >> it->offset | full << (RMAP_SLOTS - it->offset)) & 0xff;
}

bool rmap_hmap_iter_next(const RmapType *t, RmapIter *it, RmapSlot *slot)
{
    if (it->map == NULL || it->map->extra->clears != it->clears) {
        it->map = NULL;
        it->pending = 0;
        return false;
    }
    for (;;) {
        if (iter_next_slot(t, it, slot))
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
