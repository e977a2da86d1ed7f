/* The layout is Go's: HmapSize, MapBuckets, LoadFactor, IgnoreBogusMapHint. */
#include "cmocka_all.h"
#include "hmap_check.h"

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME            flags
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int8_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

typedef struct Wide {
    long double x;
} Wide;

#define RMAP_NAME            wides
#define RMAP_KEY             Wide
#define RMAP_VALUE           char
#define RMAP_HASH(key, seed) rmap_hash_double((double)(key).x, seed)
#define RMAP_EQUAL(a, b)     ((a).x == (b).x)
#include "rmap/hmap.h"

typedef struct Bytes128 {
    unsigned char bytes[128];
} Bytes128;

typedef struct Bytes129 {
    unsigned char bytes[129];
} Bytes129;

#define RMAP_NAME            limits
#define RMAP_KEY             Bytes128
#define RMAP_VALUE           Bytes129
#define RMAP_HASH(key, seed) rmap_hash_bytes((key).bytes, sizeof(key).bytes, seed)
#define RMAP_EQUAL(a, b)     (memcmp((a).bytes, (b).bytes, sizeof(a).bytes) == 0)
#include "rmap/hmap.h"

/* Go's offsets: 48 bytes on a 64-bit machine, 28 on a 32-bit one. */
static void HmapSize(void **state)
{
    const size_t word = sizeof(void *);

    (void)state;
    assert_int_equal(sizeof(ints), word == 8 ? 48 : 28);
    assert_int_equal(offsetof(RmapHmap, count), 0);
    assert_int_equal(offsetof(RmapHmap, flags), word);
    assert_int_equal(offsetof(RmapHmap, B), word + 1);
    assert_int_equal(offsetof(RmapHmap, noverflow), word + 2);
    assert_int_equal(offsetof(RmapHmap, hash0), word + 4);
    assert_int_equal(offsetof(RmapHmap, buckets), word + 8);
    assert_int_equal(offsetof(RmapHmap, oldbuckets), 2 * word + 8);
    assert_int_equal(offsetof(RmapHmap, nevacuate), 3 * word + 8);
    assert_int_equal(offsetof(RmapHmap, extra), 4 * word + 8);
}

/* 144 bytes for two int64, the pointer at 136; a narrower pointer leaves four. */
static void bucket_sizes(void **state)
{
    const size_t word = sizeof(void *);

    (void)state;
    assert_int_equal(ints_type.key_offset, 8);
    assert_int_equal(ints_type.val_offset, 72);
    assert_int_equal(ints_type.overflow_offset, 136);
    assert_int_equal(ints_type.bucket_size, 136 + word);
    assert_int_equal(flags_type.bucket_size, 80 + word);
    assert_int_equal(wides_type.key_offset, sizeof(Wide) == 16 ? 16 : 8);
    assert_int_equal(wides_type.bucket_size % _Alignof(Wide), 0);
}

static void over_128_bytes_by_pointer(void **state)
{
    (void)state;
    assert_int_equal(limits_type.key_slot, 128);
    assert_int_equal(limits_type.val_slot, sizeof(void *));
    assert_int_equal(limits_type.bucket_size, 8 + 8 * 128 + 9 * sizeof(void *));
}

/* The bucket of a key that was just put holds it where the layout says. */
static void entry_in_its_place(void **state)
{
    ints *m = ints_make(0);
    int64_t key, value;

    (void)state;
    assert_true(ints_put(m, 77, 78));
    memcpy(&key, m->h.buckets + 8, sizeof key);
    memcpy(&value, m->h.buckets + 72, sizeof value);
    assert_int_equal(key, 77);
    assert_int_equal(value, 78);
    assert_true(m->h.buckets[0] >= RMAP_MIN_TOPHASH);
    assert_int_equal(m->h.buckets[1], RMAP_EMPTY_REST);
    ints_free(m);
}

static size_t buckets_for_hint(size_t hint)
{
    ints *m = ints_make(hint);
    assert_non_null(m);
    size_t buckets = m->h.buckets == NULL ? 0 : (size_t)1 << m->h.B;
    ints_free(m);
    return buckets;
}

static size_t buckets_after(size_t hint, int64_t puts)
{
    ints *m = ints_make(hint);
    assert_non_null(m);
    for (int64_t k = 0; k < puts; k++)
        assert_true(ints_put(m, k, k));
    size_t buckets = m->h.buckets == NULL ? 0 : (size_t)1 << m->h.B;
    ints_free(m);
    return buckets;
}

static void MapBuckets(void **state)
{
    static const struct {
        size_t n, buckets;
    } cases[] = { { 8, 1 }, { 9, 2 }, { 13, 2 }, { 14, 4 }, { 26, 4 } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t n = cases[i].n;
        if (n > 8) /* up to 8 the bucket is made by the first write */
            assert_int_equal(buckets_for_hint(n), cases[i].buckets);
        assert_int_equal(buckets_after(n, (int64_t)n), cases[i].buckets);
        assert_int_equal(buckets_after(0, (int64_t)n), cases[i].buckets);
    }
    assert_int_equal(buckets_for_hint(8), 0);
    assert_int_equal(buckets_after(0, 0), 0);
}

/* Growth begins with the first entry over 6.5 a bucket, not sooner or later. */
static void LoadFactor(void **state)
{
    (void)state;
    for (unsigned B = 1; B < 12; B++) {
        size_t full = 13 * ((size_t)1 << B) / 2;
        assert_int_equal(buckets_for_hint(full), (size_t)1 << B);
        assert_int_equal(buckets_for_hint(full + 1), (size_t)2 << B);
        assert_int_equal(buckets_after(0, (int64_t)full), (size_t)1 << B);
        assert_int_equal(buckets_after(0, (int64_t)full + 1), (size_t)2 << B);
    }
}

static void IgnoreBogusMapHint(void **state)
{
    static const size_t bogus[] = { SIZE_MAX /* Go: -1 */, SIZE_MAX / 2,
                                    SIZE_MAX / 4 + 1 /* 1 << 62 */ };

    (void)state;
    for (size_t i = 0; i < sizeof bogus / sizeof bogus[0]; i++) {
        assert_int_equal(buckets_for_hint(bogus[i]), 0);
        assert_int_equal(buckets_after(bogus[i], 10), 2);
    }
}

/* A sixteenth of the buckets is allocated ahead from 2^4 on: used before any chunk. */
static void overflow_ahead(void **state)
{
    const RmapOptions options = { .fixed_seed = true, .seed = 1 };
    ints *m = ints_make_with(104, &options);
    const unsigned char *end;

    (void)state;
    assert_int_equal(m->h.B, 4);
    end = m->h.buckets + 16 * ints_type.bucket_size;
    for (int64_t k = 0; hmap_overflows(&ints_type, &m->h) == 0; k++)
        assert_true(ints_put(m, k, k));
    assert_int_equal(m->h.B, 4);
    assert_int_equal(m->h.noverflow, 1);
    for (size_t n = 0; n < 16; n++) {
        const unsigned char *b = m->h.buckets + n * ints_type.bucket_size;
        const unsigned char *overflow = rmap_bucket_overflow(&ints_type, b);
        if (overflow != NULL)
            assert_ptr_equal(overflow, end);
    }
    ints_free(m);
}

static size_t evacuated(const ints *m)
{
    size_t n = 0;

    if (m->h.oldbuckets == NULL)
        return SIZE_MAX; /* all, and the array is gone */
    for (size_t i = 0; i < (size_t)1 << (m->h.B - 1); i++)
        n += rmap_bucket_evacuated(m->h.oldbuckets + i * ints_type.bucket_size);
    return n;
}

/* A map of 64 buckets that has just begun to grow. */
static ints *growing_map(int64_t *count)
{
    ints *m = ints_make(0);
    int64_t k = 0;

    for (; m->h.B < 7; k++)
        assert_true(ints_put(m, k, k));
    assert_in_range(evacuated(m), 1, 2);
    *count = k;
    return m;
}

/* Each put of a new key, and each delete, moves its own bucket and one more, no more
 * than that: 64 of either end the growth of 64 buckets. */
static void growth_is_incremental(void **state)
{
    (void)state;
    for (int deleting = 0; deleting < 2; deleting++) {
        int64_t count;
        ints *m = growing_map(&count);
        int writes = 0;
        for (size_t before = evacuated(m), now; before != SIZE_MAX; before = now) {
            if (deleting)
                assert_true(ints_delete(m, writes));
            else
                assert_true(ints_put(m, count + writes, 0));
            writes++;
            now = evacuated(m);
            if (now != SIZE_MAX)
                assert_in_range(now, before + 1, before + 2);
            hmap_check(&ints_type, &m->h);
        }
        assert_in_range(writes, 30, 64);
        ints_free(m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(HmapSize),
        cmocka_unit_test(bucket_sizes),
        cmocka_unit_test(entry_in_its_place),
        cmocka_unit_test(over_128_bytes_by_pointer),
        cmocka_unit_test(MapBuckets),
        cmocka_unit_test(LoadFactor),
        cmocka_unit_test(IgnoreBogusMapHint),
        cmocka_unit_test(overflow_ahead),
        cmocka_unit_test(growth_is_incremental),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
