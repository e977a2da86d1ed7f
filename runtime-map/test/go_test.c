/* What Go's own tests of its map assert, under their names (runtime/map_test.go, and
 * internal/runtime/maps), as far as it has a meaning in C. Iteration: go_iter_test.c.
 */
#include "cmocka_all.h"
#include "hmap_check.h"
#include "panic_trap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME            doubles
#define RMAP_KEY             double
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_double(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME            names
#define RMAP_KEY             const char *
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

/* A hash that says nothing in its low bits, nor in its high ones. */
#define RMAP_NAME            unmixed
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) ((uint64_t)(key) << 20)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

typedef struct Huge {
    unsigned char bytes[4000];
} Huge;

#define RMAP_NAME            huges
#define RMAP_KEY             int64_t
#define RMAP_VALUE           Huge
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

typedef struct Text256 {
    char text[256];
} Text256;

#define RMAP_NAME            big_keys
#define RMAP_KEY             Text256
#define RMAP_VALUE           Text256
#define RMAP_HASH(key, seed) rmap_hash_string((key).text, seed)
#define RMAP_EQUAL(a, b)     (strcmp((a).text, (b).text) == 0)
#include "rmap/hmap.h"

/* C has no empty struct, GNU C does. */
__extension__ typedef struct Nothing {
} Nothing;

#define RMAP_NAME            set
#define RMAP_KEY             int64_t
#define RMAP_VALUE           Nothing
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME            unit
#define RMAP_KEY             Nothing
#define RMAP_VALUE           Nothing
#define RMAP_HASH(key, seed) (seed)
#define RMAP_EQUAL(a, b)     ((void)(a), (void)(b), true)
#include "rmap/hmap.h"

static double zero(int sign)
{
    return copysign(0.0, sign);
}

static int sign_of_only_key(const doubles *m)
{
    doubles_iter it;
    int sign = 0;

    assert_int_equal(doubles_len(m), 1);
    doubles_iter_init(&it, m);
    while (doubles_next(&it))
        sign = signbit(*it.key) ? -1 : 1;
    return sign;
}

static void NegativeZero(void **state)
{
    doubles *m = doubles_make(0);

    (void)state;
    assert_true(doubles_put(m, zero(1), 1));
    assert_true(doubles_put(m, zero(-1), 2));
    assert_int_equal(sign_of_only_key(m), -1);
    assert_int_equal(*doubles_get(m, zero(1)), 2);
    assert_true(doubles_put(m, zero(1), 3));
    assert_int_equal(sign_of_only_key(m), 1);
    assert_int_equal(*doubles_get(m, zero(-1)), 3);
    doubles_free(m);
}

static void MapAssignmentNan(void **state)
{
    doubles *m = doubles_make(0);

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_true(doubles_put(m, (double)NAN, i));
    assert_int_equal(doubles_len(m), 3);
    assert_null(doubles_get(m, (double)NAN));
    assert_false(doubles_delete(m, (double)NAN));
    assert_int_equal(doubles_len(m), 3);
    doubles_clear(m);
    assert_int_equal(doubles_len(m), 0);
    doubles_free(m);
}

static void MapOperatorAssignmentNan(void **state)
{
    doubles *m = doubles_make(0);
    bool found;

    (void)state;
    for (int i = 0; i < 3; i++) {
        *doubles_get_or_put(m, (double)NAN, &found) += 2;
        assert_false(found);
    }
    assert_int_equal(doubles_len(m), 3);
    doubles_free(m);
}

static void MapOperatorAssignment(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    assert_true(ints_put(m, 0, 19));
    *ints_get_or_put(m, 0, NULL) -= 7;
    *ints_get_or_put(m, 1, NULL) -= 7;
    assert_int_equal(*ints_get(m, 0), 12);
    assert_int_equal(*ints_get(m, 1), -7);
    ints_free(m);
}

/* A map is a reference: what is done through a copy of the pointer is seen by all. */
static void Alias(void **state)
{
    ints *m = ints_make(0);
    ints *n = m;

    (void)state;
    assert_true(ints_put(m, 0, 5));
    assert_true(ints_put(n, 0, 6));
    for (int64_t k = 1; k < 100; k++)
        assert_true(ints_put(n, k, k));
    assert_int_equal(*ints_get(m, 0), 6);
    assert_int_equal(ints_len(m), 100);
    ints_free(m);
}

static Text256 text_of(const char *kind, int n)
{
    Text256 t = { "" };
    snprintf(t.text, sizeof t.text, "%s%200d", kind, n);
    return t;
}

static void BigItems(void **state)
{
    big_keys *m = big_keys_make(0);

    (void)state;
    for (int n = 0; n < 100; n++)
        assert_true(big_keys_put(m, text_of("key", n), text_of("value", n)));
    assert_int_equal(big_keys_len(m), 100);
    for (int n = 0; n < 100; n++)
        assert_string_equal(big_keys_get(m, text_of("key", n))->text,
                            text_of("value", n).text);
    for (int n = 0; n < 100; n += 2)
        assert_true(big_keys_delete(m, text_of("key", n)));
    assert_int_equal(big_keys_len(m), 50);
    hmap_check(&big_keys_type, &m->h);
    big_keys_free(m);
}

/* Go reads a zero for a missing value of any size; here the value that get_or_put makes
 * is zero, also where a deleted one was. */
static void MapHugeZero(void **state)
{
    huges *m = huges_make(0);
    Huge *v;

    (void)state;
    assert_null(huges_get(m, 3));
    v = huges_get_or_put(m, 3, NULL);
    memset(v, 7, sizeof *v);
    assert_true(huges_delete(m, 3));
    v = huges_get_or_put(m, 3, NULL);
    for (size_t i = 0; i < sizeof *v; i++)
        assert_int_equal(v->bytes[i], 0);
    huges_free(m);
}

static void EmptyKeyAndValue(void **state)
{
    set *s = set_make(0);
    unit *u = unit_make(0);
    Nothing nothing;

    (void)state;
    memset(&nothing, 0, sizeof nothing);
    for (int64_t k = 0; k < 1000; k++)
        assert_true(set_put(s, k % 500, nothing));
    assert_int_equal(set_len(s), 500);
    assert_non_null(set_get(s, 499));
    assert_null(set_get(s, 500));
    assert_true(unit_put(u, nothing, nothing));
    assert_true(unit_put(u, nothing, nothing));
    assert_int_equal(unit_len(u), 1);
    assert_true(unit_delete(u, nothing));
    assert_int_equal(unit_len(u), 0);
    set_free(s);
    unit_free(u);
}

static void look_up_each(const char *const *keys, size_t n)
{
    names *m = names_make(0);

    for (size_t i = 0; i < n; i++)
        assert_true(names_put(m, keys[i], (int64_t)i));
    assert_int_equal(m->h.B, 0);
    for (size_t i = 0; i < n; i++) {
        char copy[128];
        snprintf(copy, sizeof copy, "%s", keys[i]);
        assert_int_equal(*names_get(m, copy), i);
        copy[0] = (char)(copy[0] ^ 0x40);
        assert_null(names_get(m, copy));
    }
    names_free(m);
}

static void SingleBucketMapStringKeys_DupLen(void **state)
{
    static const char *const keys[] = { "x1x2x3x4",
                                        "x5x6x7x8",
                                        "x9x0xaxb",
                                        "foo",
                                        "bar",
                                        "zoo",
                                        "012345678901234567890123456789012345",
                                        "112345678901234567890123456789012345" };

    (void)state;
    look_up_each(keys, sizeof keys / sizeof keys[0]);
}

static void SingleBucketMapStringKeys_NoDupLen(void **state)
{
    static const char *const keys[] = {
        "x", "xy", "foo", "foxy", "foobar", "012345678901234567890123456789012345"
    };

    (void)state;
    look_up_each(keys, sizeof keys / sizeof keys[0]);
}

static void IncrementAfterDelete(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    assert_true(ints_put(m, 1, 41));
    assert_true(ints_delete(m, 1));
    *ints_get_or_put(m, 1, NULL) += 1;
    assert_int_equal(*ints_get(m, 1), 1);
    assert_true(ints_put(m, 2, 99));
    assert_true(ints_delete(m, 2)); /* its slot is taken by another key */
    *ints_get_or_put(m, 3, NULL) += 1;
    assert_int_equal(*ints_get(m, 3), 1);
    ints_free(m);
}

static void IncrementAfterBulkClear(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    for (int64_t k = 0; k < 500; k++)
        assert_true(ints_put(m, k, 12));
    ints_clear(m);
    for (int64_t k = 0; k < 500; k++) {
        *ints_get_or_put(m, k, NULL) += 1;
        assert_int_equal(*ints_get(m, k), 1);
    }
    hmap_check(&ints_type, &m->h);
    ints_free(m);
}

/* Deleting from the back, the front and the middle leaves only what is needed of marks
 * "empty, but go on": none when all is gone. */
static void MapTombstones(void **state)
{
    enum { N = 10000 };
    ints *m = ints_make(0);

    (void)state;
    for (int64_t k = 0; k < N; k++)
        assert_true(ints_put(m, k, k));
    for (int64_t k = N / 2; k < N; k++)
        assert_true(ints_delete(m, k));
    hmap_check(&ints_type, &m->h);
    for (int64_t k = N / 2 - 1; k >= 0; k--)
        assert_true(ints_delete(m, k));
    assert_null(m->h.oldbuckets);
    for (size_t n = 0; n < (size_t)1 << m->h.B; n++) {
        const unsigned char *b = m->h.buckets + n * ints_type.bucket_size;
        for (; b != NULL; b = rmap_bucket_overflow(&ints_type, b))
            for (unsigned i = 0; i < RMAP_SLOTS; i++)
                assert_int_equal(b[i], RMAP_EMPTY_REST);
    }
    ints_free(m);
}

/* A seed of its own for each map, and a new one when it was emptied. */
static void MemHashGlobalSeed(void **state)
{
    ints *a = ints_make(0);
    ints *b = ints_make(0);
    uint32_t seed = a->h.hash0;

    (void)state;
    assert_int_not_equal(seed, b->h.hash0); /* by chance once in 2^32 runs */
    assert_true(ints_put(a, 1, 1));
    assert_true(ints_delete(a, 1));
    assert_int_not_equal(seed, a->h.hash0);
    seed = a->h.hash0;
    ints_clear(a);
    assert_int_not_equal(seed, a->h.hash0);
    ints_free(a);
    ints_free(b);
}

/* TablePutDelete, MapTombstoneGrow: churn reuses slots. In a map that never holds more
 * than eight entries one bucket is enough for ever. */
static void TablePutDelete(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    for (int64_t k = 0; k < 100000; k++) {
        assert_true(ints_put(m, k, k));
        assert_int_equal(ints_delete(m, k - 7), k >= 7);
    }
    assert_int_equal(ints_len(m), 7);
    assert_int_equal(m->h.B, 0);
    assert_int_equal(hmap_overflows(&ints_type, &m->h), 0);
    ints_free(m);
}

/* The user's hash is mixed before its bits are used. */
static void poor_hash_is_mixed(void **state)
{
    unmixed *m = unmixed_make(0);

    (void)state;
    for (int64_t k = 0; k < 6000; k++)
        assert_true(unmixed_put(m, k, k));
    assert_int_equal(m->h.B, 10);
    assert_in_range(hmap_overflows(&unmixed_type, &m->h), 0, 512);
    unmixed_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(NegativeZero),
        cmocka_unit_test(MapAssignmentNan),
        cmocka_unit_test(MapOperatorAssignmentNan),
        cmocka_unit_test(MapOperatorAssignment),
        cmocka_unit_test(Alias),
        cmocka_unit_test(BigItems),
        cmocka_unit_test(MapHugeZero),
        cmocka_unit_test(EmptyKeyAndValue),
        cmocka_unit_test(SingleBucketMapStringKeys_DupLen),
        cmocka_unit_test(SingleBucketMapStringKeys_NoDupLen),
        cmocka_unit_test(IncrementAfterDelete),
        cmocka_unit_test(IncrementAfterBulkClear),
        cmocka_unit_test(MapTombstones),
        cmocka_unit_test(MemHashGlobalSeed),
        cmocka_unit_test(TablePutDelete),
        cmocka_unit_test(poor_hash_is_mixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
