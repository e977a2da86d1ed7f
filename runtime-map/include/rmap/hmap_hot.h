#ifndef RMAP_HMAP_HOT_H
#define RMAP_HMAP_HOT_H

/*
 * The functions of a map that are called often. Their RmapType is always a constant of
 * the translation unit, so once inlined there is nothing generic left of them: sizes
 * are numbers, hash and equality are the user's expressions. What is rare in them
 * (growth, overflow, arrays that iterations keep) is in src/.
 *
 * The bucket of a hash is asked for as a whole before its tophashes are looked at: a
 * large map then waits for memory once, not once for the tophashes and once for the
 * key.
 */
#include "rmap/hmap_core.h"
#include "rmap/poison.h"

/* Bytes of a bucket to be asked for ahead. */
enum { RMAP_PREFETCHED = 256, RMAP_CACHE_LINE = 64 };

RMAP_HOT void rmap_bucket_prefetch(const RmapType *t, const unsigned char *bucket)
{
    for (size_t at = RMAP_CACHE_LINE; at < t->bucket_size && at < RMAP_PREFETCHED;
         at += RMAP_CACHE_LINE)
        RMAP_PREFETCH(bucket + at);
}

/* ---- look up ---- */

/* Where the chain for `hash` begins now: in the old array until its bucket has moved.
 */
RMAP_HOT unsigned char *rmap_hmap_bucket(const RmapType *t, const RmapHmap *h,
                                         uint64_t hash)
{
    size_t mask = ((size_t)1 << h->B) - 1;
    unsigned char *bucket = h->buckets + ((size_t)hash & mask) * t->bucket_size;

    if (RMAP_UNLIKELY(h->oldbuckets != NULL)) {
        if ((h->flags & RMAP_SAME_SIZE) == 0)
            mask >>= 1;
        unsigned char *old = h->oldbuckets + ((size_t)hash & mask) * t->bucket_size;
        if (!rmap_bucket_evacuated(old))
            return old;
    }
    return bucket;
}

/* The entry of `key` in the chain that begins at `bucket`, or a slot without bucket. */
RMAP_HOT RmapSlot rmap_chain_find(const RmapType *t, unsigned char *bucket,
                                  const void *key, uint64_t hash)
{
    RmapSlot s = { bucket, 0 };
    uint8_t top = rmap_tophash(hash);

    rmap_bucket_prefetch(t, bucket);
    do {
        unsigned equal = rmap_match(s.bucket, top);
        for (; equal != 0; equal &= equal - 1) {
            s.i = rmap_match_first(equal);
            if (RMAP_LIKELY(t->equal(rmap_slot_key(t, s), key)))
                return s;
        }
        if (RMAP_LIKELY(rmap_match(s.bucket, RMAP_EMPTY_REST) != 0))
            break;
        s.bucket = rmap_bucket_overflow(t, s.bucket);
    } while (s.bucket != NULL);
    s.bucket = NULL;
    return s;
}

/* The entry of `key` in a map that has buckets. */
RMAP_HOT RmapSlot rmap_hmap_find(const RmapType *t, const RmapHmap *h, const void *key,
                                 uint64_t hash)
{
    return rmap_chain_find(t, rmap_hmap_bucket(t, h, hash), key, hash);
}

/* The same from the key alone, in any map. */
RMAP_HOT RmapSlot rmap_hmap_lookup(const RmapType *t, const RmapHmap *h,
                                   const void *key)
{
    RmapSlot none = { NULL, 0 };
    uint64_t hash;

    if (h == NULL || h->count == 0 || !t->hash(key, h->hash0, &hash))
        return none;
    return rmap_hmap_find(t, h, key, hash);
}

/* ---- put ---- */

/* More than 6.5 entries a bucket, and more than one bucket's worth. */
RMAP_HOT bool rmap_over_load(size_t count, unsigned B)
{
    return count > RMAP_SLOTS && count > 13 * (((size_t)1 << B) / 2);
}

/* As many overflow buckets as buckets, about; more than 2^15 are not counted. */
RMAP_HOT bool rmap_too_many_overflow(const RmapHmap *h)
{
    unsigned B = h->B > 15 ? 15 : h->B;

    return h->noverflow >= 1u << B;
}

/* Whether an entry is all in its slot, and needs no memory of its own. */
RMAP_HOT bool rmap_type_inline(const RmapType *t)
{
    return t->key_size <= RMAP_INLINE_MAX && t->val_size <= RMAP_INLINE_MAX &&
           !t->own_keys;
}

/* Whether one more entry can be put without a thought for memory. */
RMAP_HOT bool rmap_hmap_has_room(const RmapHmap *h)
{
    return h->oldbuckets == NULL && (h->flags & RMAP_OLD_ITERATOR) == 0 &&
           !rmap_over_load(h->count + 1, h->B) && !rmap_too_many_overflow(h);
}

/* Makes an entry in an empty slot of a type that is all inline; its value is zero. */
RMAP_HOT void rmap_slot_fill(const RmapType *t, RmapHmap *h, RmapSlot s,
                             const void *key, uint64_t hash)
{
    unsigned char *val = s.bucket + t->val_offset + s.i * t->val_slot;

    rmap_unpoison(val, t->val_slot);
    memcpy(s.bucket + t->key_offset + s.i * t->key_slot, key, t->key_slot);
    memset(val, 0, t->val_slot);
    s.bucket[s.i] = rmap_tophash(hash);
    h->count++;
}

/* The entry of `key`, or the first empty slot of its chain (*found tells which), or no
 * slot when the chain is full. */
RMAP_HOT RmapSlot rmap_chain_find_or_empty(const RmapType *t, unsigned char *bucket,
                                           const void *key, uint64_t hash, bool *found)
{
    RmapSlot s = { bucket, 0 };
    RmapSlot empty = { NULL, 0 };
    uint8_t top = rmap_tophash(hash);

    rmap_bucket_prefetch(t, bucket);
    do {
        unsigned equal = rmap_match(s.bucket, top);
        for (; equal != 0; equal &= equal - 1) {
            s.i = rmap_match_first(equal);
            if (RMAP_LIKELY(t->equal(rmap_slot_key(t, s), key))) {
                *found = true;
                return s;
            }
        }
        unsigned full = rmap_match_from(s.bucket, RMAP_EVACUATED_X);
        if (full != 0xff) {
            if (empty.bucket == NULL) {
                empty.bucket = s.bucket;
                empty.i = rmap_match_first(~full);
            }
            if (RMAP_LIKELY(rmap_match(s.bucket, RMAP_EMPTY_REST) != 0))
                break;
        }
        s.bucket = rmap_bucket_overflow(t, s.bucket);
    } while (s.bucket != NULL);
    *found = false;
    return empty;
}

/* The entry of `key`, made with a zeroed value if it was absent. False when out of
 * memory; the entries are then as before. */
RMAP_HOT bool rmap_hmap_assign(const RmapType *t, RmapHmap *h, const void *key,
                               RmapSlot *slot, bool *found)
{
    uint64_t hash = 0;
    bool reflexive = t->hash(key, h->hash0, &hash);

    *found = false;
    if (RMAP_UNLIKELY(!reflexive || h->buckets == NULL))
        return rmap_hmap_insert(t, h, key, hash, reflexive, slot);
    *slot = rmap_chain_find_or_empty(t, rmap_hmap_bucket(t, h, hash), key, hash, found);
    if (*found)
        return true;
    if (rmap_type_inline(t) &&
        RMAP_LIKELY(slot->bucket != NULL && rmap_hmap_has_room(h))) {
        rmap_slot_fill(t, h, *slot, key, hash);
        return true;
    }
    return rmap_hmap_insert(t, h, key, hash, true, slot);
}

/* Stores `key` over the equal one of an entry, and over the copies of it that are in
 * arrays of former growths. */
RMAP_HOT void rmap_slot_rekey(const RmapType *t, RmapHmap *h, RmapSlot s,
                              const void *key)
{
    if (t->own_keys)
        return;
    if (RMAP_UNLIKELY(h->oldbuckets != NULL || (h->flags & RMAP_OLD_ITERATOR) != 0))
        rmap_hmap_rekey(t, h, s, key);
    else
        memcpy(rmap_slot_key(t, s), key, t->key_size);
}

/* ---- delete ---- */

/* Empties a slot of the chain that begins at `first`, in a current array. If nothing
 * follows it in its chain, the empty slots that end its bucket are RMAP_EMPTY_REST from
 * now on. */
RMAP_HOT void rmap_slot_empty(const RmapType *t, unsigned char *first, RmapSlot s)
{
    const unsigned char *next = rmap_bucket_overflow(t, s.bucket);
    unsigned full = rmap_match_from(s.bucket, RMAP_EVACUATED_X) & ~(1u << s.i);
    unsigned shift = s.i * 8;
    uint64_t tops = rmap_tops_load(s.bucket);

    tops = (tops & ~(UINT64_C(0xff) << shift)) | (uint64_t)RMAP_EMPTY_ONE << shift;
    if (RMAP_LIKELY(next == NULL || next[0] == RMAP_EMPTY_REST)) {
        /* One past the last slot in use. Shifted twice: 64 at once is not defined. */
        unsigned end = 31 - (unsigned)__builtin_clz(2 * full + 1);
        tops &= (UINT64_C(1) << 4 * end << 4 * end) - 1;
    }
    rmap_tops_store(s.bucket, tops);
    rmap_poison(s.bucket + t->val_offset + s.i * t->val_slot, t->val_slot);
    if (RMAP_UNLIKELY((uint8_t)tops == RMAP_EMPTY_REST && s.bucket != first))
        rmap_hmap_mark_rest(t, first, s.bucket);
}

/* Removes the entry of `key`; false when there was none. */
RMAP_HOT bool rmap_hmap_remove(const RmapType *t, RmapHmap *h, const void *key)
{
    uint64_t hash;
    unsigned char *first;
    RmapSlot s;

    if (h->count == 0 || !t->hash(key, h->hash0, &hash))
        return false;
    if (!rmap_type_inline(t) ||
        RMAP_UNLIKELY(h->oldbuckets != NULL || (h->flags & RMAP_OLD_ITERATOR) != 0))
        return rmap_hmap_delete(t, h, key, hash);
    first = h->buckets + ((size_t)hash & (((size_t)1 << h->B) - 1)) * t->bucket_size;
    s = rmap_chain_find(t, first, key, hash);
    if (s.bucket == NULL)
        return false;
    rmap_slot_empty(t, first, s);
    if (RMAP_UNLIKELY(--h->count == 0))
        rmap_hmap_emptied(h);
    return true;
}

/* ---- iteration ---- */

/* The next entry; false at the end. */
RMAP_HOT bool rmap_hmap_next(const RmapType *t, RmapIter *it, RmapSlot *slot)
{
    while (it->pending != 0 && *it->clears_now == it->clears) {
        unsigned i = rmap_match_first(it->pending) + it->offset;
        it->pending &= it->pending - 1;
        slot->bucket = it->bucket;
        slot->i = i % RMAP_SLOTS;
        if (RMAP_LIKELY(slot->bucket[slot->i] >= RMAP_MIN_TOPHASH) ||
            rmap_hmap_iter_moved(t, it, slot))
            return true;
    }
    return rmap_hmap_iter_next(t, it, slot);
}

/* ---- growth ---- */

/* Where the next entry of an evacuated chain goes. */
typedef struct RmapDestination {
    unsigned char *bucket;
    unsigned i;
} RmapDestination;

/* Adds a copy of the entry of a slot. An overflow bucket for it was reserved. */
RMAP_HOT void rmap_destination_add(const RmapType *t, RmapHmap *h, RmapDestination *to,
                                   RmapSlot from, uint8_t top)
{
    if (RMAP_UNLIKELY(to->i == RMAP_SLOTS)) {
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
RMAP_HOT bool rmap_goes_up(const RmapType *t, RmapHmap *h, RmapSlot s, size_t new_bit,
                           uint8_t *top)
{
    uint64_t hash;
    bool up;

    if (RMAP_LIKELY(t->hash(rmap_slot_key(t, s), h->hash0, &hash)))
        return ((size_t)hash & new_bit) != 0;
    up = (*top & 1) != 0;
    *top = rmap_tophash(rmap_random(h));
    return up;
}

/* Moves the entries of old bucket `number` and its chain to the array that the map
 * grows into, and marks their slots. Overflow buckets for them were reserved. With
 * `poison` the old values are out of bounds from now on: no iteration is on the old
 * array, which would still give NaNs from it. */
RMAP_HOT void rmap_hmap_move_chain(const RmapType *t, RmapHmap *h, size_t number,
                                   bool poison)
{
    bool same_size = (h->flags & RMAP_SAME_SIZE) != 0;
    size_t new_bit = same_size ? 0 : (size_t)1 << (h->B - 1);
    RmapSlot s = { h->oldbuckets + number * t->bucket_size, 0 };
    RmapDestination to[2];

    to[0].bucket = h->buckets + number * t->bucket_size;
    to[1].bucket = to[0].bucket + new_bit * t->bucket_size;
    to[0].i = to[1].i = 0;
    RMAP_PREFETCH(to[0].bucket);
    RMAP_PREFETCH(to[1].bucket);
    rmap_bucket_prefetch(t, s.bucket);
    for (; s.bucket != NULL; s.bucket = rmap_bucket_overflow(t, s.bucket)) {
        unsigned full = rmap_match_from(s.bucket, RMAP_MIN_TOPHASH);
        uint64_t moved = UINT64_C(0x0101010101010101) * RMAP_EVACUATED_EMPTY;
        for (; full != 0; full &= full - 1) {
            s.i = rmap_match_first(full);
            uint8_t top = s.bucket[s.i];
            bool up = !same_size && rmap_goes_up(t, h, s, new_bit, &top);
            uint64_t mark = up ? RMAP_EVACUATED_Y : RMAP_EVACUATED_X;
            moved ^= (mark ^ RMAP_EVACUATED_EMPTY) << s.i * 8;
            rmap_destination_add(t, h, &to[up], s, top);
            if (poison)
                rmap_poison(s.bucket + t->val_offset + s.i * t->val_slot, t->val_slot);
        }
        rmap_tops_store(s.bucket, moved);
    }
}

#endif
