/*
 * Making, writing, deleting and clearing. Where this departs from Go 1.19's
 * runtime/map.go: overwriting a value evacuates nothing, so that it moves no entry;
 * every write may run out of memory, except delete, which then does not help to grow.
 */
#include "block.h"
#include "hmap_internal.h"
#include "rmap/hash.h"
#include "rmap/hmap_hot.h"
#include "seed.h"
#include "tell.h"

#include <stdlib.h>

_Noreturn void rmap_hmap_panic(const RmapType *t, const char *message)
{
    t->panic(message, t->name);
    abort();
}

uint64_t rmap_random(RmapHmap *h)
{
    h->extra->random += UINT64_C(0x9e3779b97f4a7c15);
    return rmap_hash_mix(h->extra->random);
}

/* ---- make and free ---- */

static RmapHead *head_new(const RmapOptions *opt)
{
    const RmapAllocator *a = &opt->allocator;
    RmapHead *head = rmap_block_take(a, sizeof *head);

    if (head == NULL)
        return NULL;
    memset(head, 0, sizeof *head);
    head->h.extra = &head->extra;
    head->extra.allocator = *a;
    head->extra.observer = opt->observer;
    head->extra.bytes = sizeof *head;
    head->extra.random = opt->fixed_seed ? opt->seed : rmap_seed_draw(head);
    head->h.hash0 = (uint32_t)rmap_random(&head->h);
    return head;
}

RmapHmap *rmap_hmap_make(const RmapType *t, size_t hint, const RmapOptions *opt)
{
    static const RmapOptions defaults = { { NULL, NULL, NULL }, false, 0, NULL };
    RmapHead *head = head_new(opt == NULL ? &defaults : opt);
    uint8_t B = rmap_array_fitting(t, hint);

    if (head == NULL)
        return NULL;
    if (B > 0) {
        head->h.buckets = rmap_array_new(t, &head->h, B);
        if (head->h.buckets == NULL) {
            head->extra.observer = NULL; /* it was never told of this map */
            rmap_hmap_free(t, &head->h);
            return NULL;
        }
        head->h.B = B;
        rmap_array_take_spares(t, &head->h);
    }
    rmap_hmap_tell(t, &head->h, RMAP_EVENT_MAKE);
    return &head->h;
}

static void own_free(const RmapHmap *h, const char *copy)
{
    h->extra->bytes -= copy == NULL ? 0 : rmap_own_size(copy);
    rmap_own_free(&h->extra->allocator, copy);
}

/* Frees a key and a value that are held by pointer, and a key that is a copy. */
static void slot_free(const RmapType *t, const RmapHmap *h, RmapSlot s)
{
    if (t->own_keys) {
        const char *copy;
        memcpy(&copy, rmap_slot_key(t, s), sizeof copy);
        own_free(h, copy);
    }
    if (t->key_size > RMAP_INLINE_MAX)
        rmap_block_free(h, rmap_slot_key(t, s), t->key_size);
    if (t->val_size > RMAP_INLINE_MAX)
        rmap_block_free(h, rmap_slot_val(t, s), t->val_size);
}

/* The same for every live entry of an array. */
static void array_free_slots(const RmapType *t, const RmapHmap *h,
                             unsigned char *buckets)
{
    size_t count;

    if (buckets == NULL)
        return;
    count = (size_t)1 << rmap_array_of(buckets)->B;
    for (size_t n = 0; n < count; n++) {
        RmapSlot s = { buckets + n * t->bucket_size, 0 };
        for (; s.bucket != NULL; s.bucket = rmap_bucket_overflow(t, s.bucket))
            for (s.i = 0; s.i < RMAP_SLOTS; s.i++)
                if (s.bucket[s.i] >= RMAP_MIN_TOPHASH)
                    slot_free(t, h, s);
    }
}

/* Frees all but the header and the current array. */
static void map_drop(const RmapType *t, RmapHmap *h)
{
    if (!rmap_type_inline(t)) {
        array_free_slots(t, h, h->oldbuckets);
        array_free_slots(t, h, h->buckets);
    }
    rmap_array_free(t, h, h->oldbuckets);
    h->oldbuckets = NULL;
    rmap_arrays_sweep(t, h, true);
}

/* The observer is told when nothing is left but its pointer. */
void rmap_hmap_free(const RmapType *t, RmapHmap *h)
{
    const RmapStats none = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    const RmapObserver *observer;
    RmapAllocator a;

    if (h == NULL)
        return;
    map_drop(t, h);
    rmap_array_free(t, h, h->buckets);
    a = h->extra->allocator;
    observer = h->extra->observer;
    if (observer != NULL)
        rmap_tell(observer, RMAP_EVENT_FREE, t->name, h, &none);
    rmap_block_give(&a, h, sizeof(RmapHead));
}

/* ---- writing ---- */

/* Makes the first array, begins a growth that is due, goes on with one under way. */
static bool prepare_write(const RmapType *t, RmapHmap *h, uint64_t hash)
{
    if (h->buckets == NULL) {
        h->buckets = rmap_array_new(t, h, 0);
        if (h->buckets == NULL)
            return false;
        rmap_array_take_spares(t, h);
    }
    if ((h->flags & RMAP_OLD_ITERATOR) != 0)
        rmap_arrays_sweep(t, h, false);
    if (rmap_growing(h) && !rmap_grow_step(t, h, hash))
        return false;
    if (rmap_growing(h))
        return true;
    if (!rmap_grow_if_full(t, h))
        return false;
    return !rmap_growing(h) || rmap_grow_step(t, h, hash);
}

/* Memory for a key or value that is too large for its slot; NULL in *block if it is
 * not. */
static bool indirect_new(const RmapHmap *h, size_t size, void **block)
{
    *block = size > RMAP_INLINE_MAX ? rmap_block_new(h, size) : NULL;
    return size <= RMAP_INLINE_MAX || *block != NULL;
}

/* The same for a copy of the text that `key` points to; `*copy` is NULL if the type
 * does not own its keys. */
static bool own_new(const RmapType *t, const RmapHmap *h, const void *key,
                    const char **copy)
{
    const char *text;

    *copy = NULL;
    if (!t->own_keys)
        return true;
    memcpy(&text, key, sizeof text);
    *copy = rmap_own_copy(&h->extra->allocator, text);
    if (*copy != NULL)
        h->extra->bytes += rmap_own_size(text);
    return *copy != NULL;
}

/* Stores the key, and the pointers to what is held by pointer; such a block is new, and
 * zero. */
static void slot_fill(const RmapType *t, RmapSlot s, const void *key, void *big_key,
                      void *big_val)
{
    unsigned char *val = s.bucket + t->val_offset + s.i * t->val_slot;

    rmap_unpoison(val, t->val_slot);
    memset(val, 0, t->val_slot);
    if (big_key != NULL)
        memcpy(s.bucket + t->key_offset + s.i * t->key_slot, &big_key, sizeof big_key);
    if (big_val != NULL)
        memcpy(val, &big_val, sizeof big_val);
    memcpy(rmap_slot_key(t, s), key, t->key_size);
}

bool rmap_hmap_insert(const RmapType *t, RmapHmap *h, const void *key, uint64_t hash,
                      bool reflexive, RmapSlot *slot)
{
    void *big_key = NULL;
    void *big_val = NULL;
    const char *copy = NULL;
    RmapSlot s = { NULL, 0 };

    if (!reflexive)
        hash = rmap_random(h); /* it will never be looked up: scatter it */
    if (prepare_write(t, h, hash) && indirect_new(h, t->key_size, &big_key) &&
        indirect_new(h, t->val_size, &big_val) && own_new(t, h, key, &copy))
        s = rmap_array_empty_slot(t, h, hash);
    rmap_debug_died(h, RMAP_DEATH_INSERT);
    *slot = s;
    if (s.bucket == NULL) {
        rmap_block_free(h, big_key, t->key_size);
        rmap_block_free(h, big_val, t->val_size);
        own_free(h, copy);
        return false;
    }
    slot_fill(t, s, copy == NULL ? key : &copy, big_key, big_val);
    s.bucket[s.i] = rmap_tophash(hash);
    h->count++;
    return true;
}

void rmap_hmap_rekey(const RmapType *t, RmapHmap *h, RmapSlot slot, const void *key)
{
    uint64_t hash;

    if (t->hash(key, h->hash0, &hash))
        rmap_arrays_rekey(t, h, key, hash);
    memcpy(rmap_slot_key(t, slot), key, t->key_size);
}

/* ---- deleting ---- */

/* Empty slots that end a bucket, before buckets that are empty. */
void rmap_hmap_mark_rest(const RmapType *t, unsigned char *first,
                         const unsigned char *bucket)
{
    while (bucket != first) {
        unsigned char *before = first;
        unsigned i = RMAP_SLOTS;
        while (rmap_bucket_overflow(t, before) != bucket)
            before = rmap_bucket_overflow(t, before);
        while (i > 0 && before[i - 1] == RMAP_EMPTY_ONE)
            before[--i] = RMAP_EMPTY_REST;
        if (i > 0)
            return;
        bucket = before;
    }
}

void rmap_hmap_emptied(RmapHmap *h)
{
    h->hash0 = (uint32_t)rmap_random(h);
}

bool rmap_hmap_delete(const RmapType *t, RmapHmap *h, const void *key, uint64_t hash)
{
    RmapSlot s;

    if ((h->flags & RMAP_OLD_ITERATOR) != 0)
        rmap_arrays_sweep(t, h, false);
    if (rmap_growing(h)) {
        rmap_debug_died(h, RMAP_DEATH_DELETE);
        /* Out of memory, it moves nothing; the entry is found where it is. */
        (void)rmap_grow_step(t, h, hash);
    }
    s = rmap_hmap_find(t, h, key, hash);
    if (s.bucket == NULL)
        return false;
    rmap_debug_died(h, RMAP_DEATH_DELETE);
    rmap_arrays_forget(t, h, key, hash);
    slot_free(t, h, s);
    rmap_slot_empty(t, rmap_hmap_bucket(t, h, hash), s);
    if (--h->count == 0)
        rmap_hmap_emptied(h);
    return true;
}

void rmap_hmap_clear(const RmapType *t, RmapHmap *h)
{
    map_drop(t, h);
    if (h->buckets != NULL)
        rmap_array_reset(t, h);
    h->count = 0;
    h->flags &= (uint8_t)~RMAP_SAME_SIZE;
    h->nevacuate = 0;
    h->hash0 = (uint32_t)rmap_random(h);
    h->extra->clears++;
    rmap_debug_died(h, RMAP_DEATH_CLEAR);
    rmap_hmap_tell(t, h, RMAP_EVENT_CLEAR);
}
