/* What Go's own tests assert of iteration, under their names. */
#include "cmocka_all.h"
#include "hmap_check.h"
#include "panic_trap.h"

#include <math.h>
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

static ints *ints_up_to(int64_t n)
{
    ints *m = ints_make(0);

    assert_non_null(m);
    for (int64_t k = 0; k < n; k++)
        assert_true(ints_put(m, k, k));
    return m;
}

/* Three NaNs, and a growth after the first step: each is given once. */
static void GrowWithNaN(void **state)
{
    doubles *m = doubles_make(4);
    doubles_iter it;
    int64_t seen = 0;
    int steps = 0;

    (void)state;
    for (int64_t bit = 1; bit <= 4; bit *= 2)
        assert_true(doubles_put(m, (double)NAN, bit));
    doubles_iter_init(&it, m);
    while (doubles_next(&it)) {
        if (isnan(*it.key)) {
            steps++;
            seen |= *it.value;
        }
        for (int i = 0; i < 100 && doubles_len(m) < 103; i++)
            assert_true(doubles_put(m, i, 0));
    }
    assert_int_equal(steps, 3);
    assert_int_equal(seen, 7);
    doubles_free(m);
}

/* Many NaNs, and iterations that begin at every stage of the growth. */
static void MapNanGrowIterator(void **state)
{
    enum { N = 16 * 8 };
    doubles *m = doubles_make(0);
    unsigned stages = 0;

    (void)state;
    for (int64_t i = 0; i < N; i++)
        assert_true(doubles_put(m, (double)NAN, i));
    for (int64_t round = 0; round < 300; round++) {
        unsigned char seen[N] = { 0 };
        size_t count = 0;
        doubles_iter it;
        assert_true(doubles_put(m, (double)round, -1));
        stages += m->h.oldbuckets != NULL;
        doubles_iter_init(&it, m);
        while (doubles_next(&it)) {
            if (*it.value < 0)
                continue;
            assert_int_equal(seen[*it.value]++, 0);
            count++;
        }
        assert_int_equal(count, N);
    }
    assert_true(stages > 10);
    doubles_free(m);
}

/* The same with the growth going on between the steps. */
static void MapNanGrowWhileIterating(void **state)
{
    enum { N = 26 * 8 };

    (void)state;
    for (uint32_t seed = 0; seed < 50; seed++) {
        const RmapOptions options = { .fixed_seed = true, .seed = seed };
        doubles *m = doubles_make_with(0, &options);
        unsigned char seen[N] = { 0 };
        size_t count = 0;
        doubles_iter it;
        int64_t i;
        for (i = 0; i < N / 2 || m->h.oldbuckets == NULL; i++)
            assert_true(doubles_put(m, (double)NAN, i));
        assert_true(i < N);
        doubles_iter_init(&it, m);
        while (doubles_next(&it)) {
            if (*it.value < 0)
                continue;
            assert_int_equal(seen[*it.value]++, 0);
            count++;
            if (count % 4 == 0)
                assert_true(doubles_put(m, (double)count, -1));
        }
        assert_int_equal(count, i);
        doubles_free(m);
    }
}

/* While iterating, a growth, then the key +0 becomes -0: key and value are seen to
 * change together, and the entry once. */
static void GrowWithNegativeZero(void **state)
{
    doubles *m = doubles_make(4);
    doubles_iter it;
    int positive = 0;
    int negative = 0;

    (void)state;
    assert_true(doubles_put(m, 0.0, 1));
    for (int k = 1; k < 4; k++)
        assert_true(doubles_put(m, k, 1));
    doubles_iter_init(&it, m);
    for (int step = 0; doubles_next(&it); step++) {
        if (*it.key >= 4)
            continue;
        if (*it.key == 0) {
            assert_int_equal(signbit(*it.key) != 0, *it.value == 2);
            positive += *it.value == 1;
            negative += *it.value == 2;
        }
        if (step == 0) {
            for (int k = 4; k < 100; k++)
                assert_true(doubles_put(m, k, 1));
            assert_true(doubles_put(m, -0.0, 2));
        }
    }
    assert_int_equal(positive + negative, 1);
    doubles_free(m);
}

/* No key that was deleted is given, whatever grew in between. */
static void IterGrowAndDelete(void **state)
{
    ints *m = ints_up_to(100);
    ints_iter it;
    bool first = true;

    (void)state;
    ints_iter_init(&it, m);
    while (ints_next(&it)) {
        if (!first) {
            assert_int_equal(*it.key % 2, 0);
            continue;
        }
        first = false;
        for (int64_t k = 100; k < 1000; k++)
            assert_true(ints_put(m, k, k));
        for (int64_t k = 1; k < 1000; k += 2)
            assert_true(ints_delete(m, k));
    }
    assert_int_equal(ints_len(m), 500);
    ints_free(m);
}

/* The array under an iteration lives on through growth after growth, with ASan to say
 * so; all old entries are given once. */
static void IterGrowWithGC(void **state)
{
    ints *m = ints_up_to(8);
    ints_iter it;
    int64_t grown = 8;
    int64_t seen = 0;

    (void)state;
    ints_iter_init(&it, m);
    while (ints_next(&it)) {
        if (*it.key < 8)
            seen += INT64_C(1) << (8 * *it.key);
        for (int64_t stop = grown * 3; grown < stop; grown++)
            assert_true(ints_put(m, grown, grown));
    }
    assert_int_equal(seen, INT64_C(0x0101010101010101));
    ints_free(m);
}

static int64_t first_key(const ints *m)
{
    ints_iter it;
    int64_t key = -1;

    ints_iter_init(&it, m);
    if (ints_next(&it))
        key = *it.key;
    ints_iter_end(&it);
    return key;
}

/* How many of eighty iterations begin with another key than the first of them. */
static unsigned orders(const ints *m)
{
    int64_t first = first_key(m);
    unsigned differ = 0;

    assert_true(first >= 0);
    for (int i = 1; i < 80; i++)
        differ += first_key(m) != first;
    return differ;
}

static void MapIterOrder(void **state)
{
    static const int64_t sizes[] = { 3, 7, 9, 15 };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        ints *m = ints_up_to(sizes[i]);
        assert_true(orders(m) > 0);
        ints_free(m);
    }
}

static void MapSparseIterOrder(void **state)
{
    ints *m = ints_up_to(1000);

    (void)state;
    for (int64_t k = 20; k < 1000; k++)
        assert_true(ints_delete(m, k));
    assert_true(orders(m) > 0);
    ints_free(m);
}

/* Delete and put again in the loop: it ends, and the map is as before. */
static void MapIterDeleteReplace(void **state)
{
    for (int64_t n = 1; n < 600; n = n * 3 / 2 + 1) {
        ints *m = ints_up_to(n);
        ints_iter it;
        int64_t steps = 0;
        (void)state;
        ints_iter_init(&it, m);
        while (ints_next(&it)) {
            int64_t k = *it.key;
            assert_true(++steps < 100000);
            assert_true(ints_delete(m, k));
            assert_true(ints_put(m, k, k));
        }
        assert_int_equal(ints_len(m), n);
        hmap_check(&ints_type, &m->h);
        ints_free(m);
    }
}

/* Every key is deleted when it is given: each comes once, and the map ends empty. */
static void delete_all_in_loop(void **state)
{
    ints *m = ints_up_to(1000);
    ints_iter it;
    size_t steps = 0;

    (void)state;
    ints_iter_init(&it, m);
    for (; ints_next(&it); steps++)
        assert_true(ints_delete(m, *it.key));
    assert_int_equal(steps, 1000);
    assert_int_equal(ints_len(m), 0);
    ints_free(m);
}

/* clear.go, mapclear.go, issue59411.go, issue70189.go: clear ends the iterations that
 * are under way, in the middle of a growth and with NaNs too, and keeps the buckets. */
static void MapDeleteClear(void **state)
{
    doubles *m = doubles_make(0);
    doubles_iter it;
    unsigned char *buckets;

    (void)state;
    for (int k = 0; k < 200; k++)
        assert_true(doubles_put(m, k % 3 == 0 ? (double)NAN : k, k));
    doubles_iter_init(&it, m);
    assert_true(doubles_next(&it));
    while (m->h.oldbuckets == NULL)
        assert_true(doubles_put(m, (double)NAN, 0));
    buckets = m->h.buckets;
    doubles_clear(m);
    assert_ptr_equal(m->h.buckets, buckets);
    assert_null(m->h.oldbuckets);
    assert_int_equal(doubles_len(m), 0);
    assert_true(doubles_put(m, 1, 1));
    assert_false(doubles_next(&it));
    assert_null(it.key);
    assert_int_equal(doubles_len(m), 1);
    hmap_check(&doubles_type, &m->h);
    doubles_free(m);
}

/* An iteration that outlives two growths to the same size never steps into an array
 * that it does not keep alive. */
static void same_size_growth_twice(void **state)
{
    const RmapOptions options = { .fixed_seed = true, .seed = 1 };
    ints *m = ints_make_with(0, &options);
    ints_iter it;
    unsigned growths = 0;
    const unsigned char *old = NULL;

    (void)state;
    for (int64_t k = 0; k < 100; k++)
        assert_true(ints_put(m, k, k));
    ints_iter_init(&it, m);
    for (int64_t k = 100; growths < 40; k++) {
        assert_true(ints_delete(m, k - 100));
        assert_true(ints_put(m, k, k));
        if (m->h.oldbuckets == NULL || m->h.oldbuckets == old)
            continue;
        old = m->h.oldbuckets;
        assert_true((m->h.flags & RMAP_SAME_SIZE) != 0);
        growths++;
        if (it.at.map == NULL)
            ints_iter_init(&it, m);
        else if (growths % 2 == 0 && ints_next(&it))
            assert_non_null(ints_get(m, *it.key));
    }
    while (ints_next(&it))
        assert_non_null(ints_get(m, *it.key));
    ints_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(GrowWithNaN),
        cmocka_unit_test(MapNanGrowIterator),
        cmocka_unit_test(MapNanGrowWhileIterating),
        cmocka_unit_test(GrowWithNegativeZero),
        cmocka_unit_test(IterGrowAndDelete),
        cmocka_unit_test(IterGrowWithGC),
        cmocka_unit_test(MapIterOrder),
        cmocka_unit_test(MapSparseIterOrder),
        cmocka_unit_test(MapIterDeleteReplace),
        cmocka_unit_test(delete_all_in_loop),
        cmocka_unit_test(MapDeleteClear),
        cmocka_unit_test(same_size_growth_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
