/*
 * Making, writing, deleting and clearing. Where this departs from Go 1.19's
 * runtime/map.go: overwriting a value evacuates nothing, so that it moves no entry;
 * every write may run out of memory, except delete, which then does not help to grow.
 */
#include "hmap_internal.h"
#include "rmap/hash.h"
#include "rmap/hmap_hot.h"
#include "seed.h"

#include <stdlib.h>

/* The header and its extra are one block. */
typedef struct RmapHead {
    RmapHmap h;
    RmapExtra extra;
} RmapHead;

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
    RmapHead *head =
        a->alloc == NULL ? malloc(sizeof *head) : a->alloc(a->ctx, sizeof *head);

    if (head == NULL)
        return NULL;
    memset(head, 0, sizeof *head);
    head->h.extra = &head->extra;
    head->extra.allocator = *a;
    head->extra.random = opt->fixed_seed ? opt->seed : rmap_seed_draw(head);
    head->h.hash0 = (uint32_t)rmap_random(&head->h);
    return head;
}

/* The smallest B whose load `hint` entries do not pass; 0 for a hint beyond memory. */
static uint8_t hint_to_B(const RmapType *t, size_t hint)
{
    uint8_t B = 0;

    while (rmap_over_load(hint, B)) {
        B++;
        if (rmap_array_size(t, B) == 0)
            return 0;
    }
    return B;
}

RmapHmap *rmap_hmap_make(const RmapType *t, size_t hint, const RmapOptions *opt)
{
    static const RmapOptions defaults = { { NULL, NULL, NULL }, false, 0, NULL };
    RmapHead *head = head_new(opt == NULL ? &defaults : opt);
    uint8_t B = hint_to_B(t, hint);

    if (head == NULL || B == 0)
        return head == NULL ? NULL : &head->h;
    head->h.buckets = rmap_array_new(t, &head->h, B);
    if (head->h.buckets == NULL) {
        rmap_hmap_free(t, &head->h);
        return NULL;
    }
    head->h.B = B;
    rmap_array_take_spares(t, &head->h);
    return &head->h;
}

/* Frees a key and a value that are held by pointer. */
static void slot_free(const RmapType *t, const RmapHmap *h, RmapSlot s)
{
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
    if (t->key_size > RMAP_INLINE_MAX || t->val_size > RMAP_INLINE_MAX) {
        array_free_slots(t, h, h->oldbuckets);
        array_free_slots(t, h, h->buckets);
    }
    rmap_array_free(t, h, h->oldbuckets);
    h->oldbuckets = NULL;
    rmap_arrays_sweep(t, h, true);
}

void rmap_hmap_free(const RmapType *t, RmapHmap *h)
{
    RmapAllocator a;

    if (h == NULL)
        return;
    map_drop(t, h);
    rmap_array_free(t, h, h->buckets);
    a = h->extra->allocator;
    if (a.alloc == NULL)
        free(h);
    else
        a.free(a.ctx, h, sizeof(RmapHead));
}

/* ---- writing ---- */

/* Entries moved or died: what the borrows of the map are checked against. */
static void note_death(RmapHmap *h, RmapDeath death)
{
    h->extra->generation++;
    h->extra->death = death;
}

/* The first empty slot of the chain for `hash`, on a new overflow bucket if need be;
 * bucket NULL when out of memory. */
static RmapSlot empty_slot(const RmapType *t, RmapHmap *h, uint64_t hash)
{
    size_t number = (size_t)hash & (((size_t)1 << h->B) - 1);
    RmapSlot s = { h->buckets + number * t->bucket_size, 0 };
    unsigned char *last = NULL;

    for (; s.bucket != NULL; s.bucket = rmap_bucket_overflow(t, s.bucket)) {
        for (s.i = 0; s.i < RMAP_SLOTS; s.i++)
            if (s.bucket[s.i] <= RMAP_EMPTY_ONE)
                return s;
        last = s.bucket;
    }
    s.i = 0;
    if (rmap_overflow_reserve(t, h, 1))
        s.bucket = rmap_overflow_append(t, h, last);
    return s;
}

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
    RmapSlot s = { NULL, 0 };

    if (!reflexive)
        hash = rmap_random(h); /* it will never be looked up: scatter it */
    if (prepare_write(t, h, hash) && indirect_new(h, t->key_size, &big_key) &&
        indirect_new(h, t->val_size, &big_val))
        s = empty_slot(t, h, hash);
    note_death(h, RMAP_DEATH_INSERT);
    *slot = s;
    if (s.bucket == NULL) {
        rmap_block_free(h, big_key, t->key_size);
        rmap_block_free(h, big_val, t->val_size);
        return false;
    }
    slot_fill(t, s, key, big_key, big_val);
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
        note_death(h, RMAP_DEATH_DELETE);
        /* Out of memory, it moves nothing; the entry is found where it is. */
        (void)rmap_grow_step(t, h, hash);
    }
    s = rmap_hmap_find(t, h, key, hash);
    if (s.bucket == NULL)
        return false;
    note_death(h, RMAP_DEATH_DELETE);
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
    note_death(h, RMAP_DEATH_CLEAR);
}
