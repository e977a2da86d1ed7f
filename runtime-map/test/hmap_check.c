#include "hmap_check.h"
#include "cmocka_all.h"

/* One live entry: hashes to its chain, and a look up comes back to it. */
static void check_entry(const RmapType *t, const RmapHmap *h, RmapSlot s, size_t number,
                        size_t count)
{
    const void *key = rmap_slot_key(t, s);
    uint64_t hash;

    if (!t->hash(key, h->hash0, &hash))
        return; /* a NaN may be anywhere */
    assert_int_equal((size_t)hash & (count - 1), number);
    assert_int_equal(rmap_tophash(hash), s.bucket[s.i]);
    RmapSlot found = rmap_hmap_lookup(t, h, key);
    assert_ptr_equal(found.bucket, s.bucket);
    assert_int_equal(found.i, s.i);
}

/* The chain at `number` of an array of `count` buckets; its live entries. */
static size_t check_chain(const RmapType *t, const RmapHmap *h, RmapSlot s,
                          size_t number, size_t count)
{
    bool evacuated = rmap_bucket_evacuated(s.bucket);
    bool rest = false;
    size_t live = 0;

    for (; s.bucket != NULL; s.bucket = rmap_bucket_overflow(t, s.bucket)) {
        for (s.i = 0; s.i < RMAP_SLOTS; s.i++) {
            uint8_t top = s.bucket[s.i];
            assert_int_equal(top > RMAP_EMPTY_ONE && top < RMAP_MIN_TOPHASH, evacuated);
            assert_true(!rest || top == RMAP_EMPTY_REST);
            rest = top == RMAP_EMPTY_REST;
            if (top < RMAP_MIN_TOPHASH)
                continue;
            live++;
            check_entry(t, h, s, number, count);
        }
    }
    return live;
}

static size_t old_count(const RmapHmap *h)
{
    return (size_t)1 << ((h->flags & RMAP_SAME_SIZE) != 0 ? h->B : h->B - 1);
}

void hmap_check(const RmapType *t, const RmapHmap *h)
{
    size_t count = (size_t)1 << h->B;
    size_t live = 0;

    if (h->buckets == NULL) {
        assert_int_equal(h->count, 0);
        return;
    }
    for (size_t n = 0; n < count; n++) {
        RmapSlot s = { h->buckets + n * t->bucket_size, 0 };
        assert_false(rmap_bucket_evacuated(s.bucket));
        live += check_chain(t, h, s, n, count);
    }
    if (h->oldbuckets != NULL) {
        assert_true(h->nevacuate < old_count(h));
        for (size_t n = 0; n < old_count(h); n++) {
            RmapSlot s = { h->oldbuckets + n * t->bucket_size, 0 };
            assert_true(n >= h->nevacuate || rmap_bucket_evacuated(s.bucket));
            live += check_chain(t, h, s, n, old_count(h));
        }
    }
    assert_int_equal(live, h->count);
}

size_t hmap_overflows(const RmapType *t, const RmapHmap *h)
{
    size_t overflows = 0;

    for (size_t n = 0; h->buckets != NULL && n < (size_t)1 << h->B; n++) {
        const unsigned char *b = h->buckets + n * t->bucket_size;
        while ((b = rmap_bucket_overflow(t, b)) != NULL)
            overflows++;
    }
    return overflows;
}
