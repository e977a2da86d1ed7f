/* shrink gives room back on demand, and takes nothing else: entries and iterations
 * stay.
 */
#include "failing_heap.h"
#include "hmap_check.h"
#include "panic_trap.h"

#include <math.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* Four hash values: overflow buckets in any array. */
#define RMAP_NAME            crowds
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) ((uint64_t)(key) % 4)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME            doubles
#define RMAP_KEY             double
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_double(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

static ints *ints_of(const RmapOptions *options, int64_t n)
{
    ints *m = ints_make_with(0, options);

    assert_non_null(m);
    for (int64_t k = 0; k < n; k++)
        assert_true(ints_put(m, k, -k));
    return m;
}

static void ints_drop_from(ints *m, int64_t first, int64_t end)
{
    for (int64_t k = first; k < end; k++)
        assert_true(ints_delete(m, k));
}

static void assert_holds(const ints *m, int64_t n)
{
    assert_int_equal(ints_len(m), n);
    for (int64_t k = 0; k < n; k++)
        assert_int_equal(*ints_get(m, k), -k);
    hmap_check(&ints_type, &m->h);
}

/* As many buckets as a map made for that many entries has. */
static void to_the_size_of_the_entries(void **state)
{
    (void)state;
    for (int64_t left = 0; left < 200; left++) {
        FailingHeap heap = { 0 };
        RmapOptions options = failing_heap_options(&heap);
        ints *m = ints_of(&options, 1000);
        ints *fitting = ints_make((size_t)left);
        ints_drop_from(m, left, 1000);
        assert_true(m->h.B >= 8); /* deleting gives nothing back */
        assert_true(ints_shrink(m));
        assert_int_equal(m->h.B, fitting->h.B);
        assert_int_equal(m->h.buckets == NULL, left == 0);
        assert_holds(m, left);
        assert_int_equal(heap.blocks >= 2, left > 0);
        for (int64_t k = left; k < 300; k++)
            assert_true(ints_put(m, k, -k));
        assert_holds(m, 300);
        ints_free(fitting);
        ints_free(m);
        assert_int_equal(heap.blocks, 0);
    }
}

static void nothing_to_gain(void **state)
{
    ints *m = ints_make(0);
    const unsigned char *buckets;

    (void)state;
    assert_true(ints_shrink(NULL));
    assert_true(ints_shrink(m));
    for (int64_t k = 0; k < 104; k++)
        assert_true(ints_put(m, k, -k));
    assert_true(ints_shrink(m)); /* ends a growth at most */
    buckets = m->h.buckets;
    assert_true(ints_shrink(m));
    assert_ptr_equal(m->h.buckets, buckets);
    assert_holds(m, 104);
    ints_free(m);
}

/* What clear keeps, shrink gives back: only the header is left. */
static void after_clear(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ints *m = ints_of(&options, 10000);

    (void)state;
    ints_clear(m);
    assert_int_equal(heap.blocks, 2);
    assert_true(ints_shrink(m));
    assert_int_equal(heap.blocks, 1);
    ints_free(m);
}

/* In the middle of a growth: it is ended, and nothing is lost. */
static void ends_a_growth(void **state)
{
    ints *m = ints_make(0);
    int64_t n = 0;

    (void)state;
    while (m->h.oldbuckets == NULL || n < 500)
        assert_true(ints_put(m, n, -n)), n++;
    assert_true(ints_shrink(m));
    assert_null(m->h.oldbuckets);
    assert_holds(m, n);
    ints_free(m);
}

static size_t rest_of(ints_iter *it, unsigned char *seen)
{
    size_t steps = 0;

    while (ints_next(it)) {
        assert_int_equal(*it->value, -*it->key);
        assert_int_equal(seen[*it->key], 0);
        seen[*it->key] = 1;
        steps++;
    }
    return steps;
}

/* Iterations see each entry once, whether they began before a growth, in it or after.
 */
static void iterations_go_on(void **state)
{
    (void)state;
    for (int64_t at = 1; at < 900; at += 7) {
        unsigned char seen[1000] = { 0 };
        FailingHeap heap = { 0 };
        RmapOptions options = failing_heap_options(&heap);
        ints *m = ints_of(&options, at);
        ints_iter it;
        ints_iter_init(&it, m);
        for (int64_t step = 0; step < at / 3; step++) {
            assert_true(ints_next(&it));
            seen[*it.key] = 1;
        }
        size_t given = (size_t)(at / 3);
        for (int64_t k = at; k < 1000; k++)
            assert_true(ints_put(m, k, -k));
        ints_drop_from(m, at, 1000);
        assert_true(ints_shrink(m));
        assert_true(ints_shrink(m));
        assert_int_equal(given + rest_of(&it, seen), at);
        assert_true(ints_put(m, 0, 0));
        assert_holds(m, at);
        ints_free(m);
        assert_int_equal(heap.blocks, 0);
    }
}

/* Deleted and replaced under an iteration that is on the array before the shrink. */
static void deleting_after_it(void **state)
{
    ints *m = ints_of(NULL, 1000);
    ints_iter it;
    size_t steps = 1;

    (void)state;
    ints_drop_from(m, 50, 1000);
    ints_iter_init(&it, m);
    assert_true(ints_next(&it));
    int64_t first = *it.key;
    assert_true(ints_shrink(m));
    for (int64_t k = 0; k < 50; k += 2)
        assert_true(ints_delete(m, k));
    for (int64_t k = 1; k < 50; k += 2)
        assert_true(ints_put(m, k, 7));
    for (; ints_next(&it); steps++) {
        assert_int_equal(*it.key % 2, 1);
        assert_int_equal(*it.value, 7);
    }
    assert_int_equal(steps, first % 2 == 0 ? 26 : 25);
    ints_free(m);
}

static void nans_stay(void **state)
{
    doubles *m = doubles_make(2000);
    doubles_iter it;
    size_t steps = 0;

    (void)state;
    for (int i = 0; i < 40; i++)
        assert_true(doubles_put(m, i % 2 == 0 ? (double)NAN : i, i));
    doubles_iter_init(&it, m);
    assert_true(doubles_next(&it));
    assert_true(doubles_shrink(m));
    assert_int_equal(m->h.B, 3);
    for (steps = 1; doubles_next(&it); steps++)
        continue;
    assert_int_equal(steps, 40);
    for (doubles_iter_init(&it, m), steps = 0; doubles_next(&it); steps++)
        continue;
    assert_int_equal(steps, 40);
    hmap_check(&doubles_type, &m->h);
    doubles_free(m);
}

/* Every allocation of a shrink fails once: false, and the map is as it was. */
static void out_of_memory(void **state)
{
    size_t failures = 0;

    (void)state;
    for (int ok = 0; !ok;) {
        FailingHeap heap = { 0 };
        RmapOptions options = failing_heap_options(&heap);
        crowds *m = crowds_make_with(4000, &options);
        for (int64_t k = 0; k < 300; k++)
            assert_true(crowds_put(m, k, -k));
        size_t bytes = heap.bytes;
        heap.fail_at = heap.calls + 1 + failures;
        ok = crowds_shrink(m);
        if (!ok) {
            failures++;
            assert_int_equal(heap.bytes, bytes);
        }
        for (int64_t k = 0; k < 300; k++)
            assert_int_equal(*crowds_get(m, k), -k);
        hmap_check(&crowds_type, &m->h);
        assert_true(crowds_put(m, 300, 0));
        crowds_free(m);
        assert_int_equal(heap.blocks, 0);
    }
    assert_true(failures > 2);
}

#define RMAP_DEBUG           1
#define RMAP_NAME            watched
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

static void borrows_die(void **state)
{
    watched *m = watched_make(100);
    watched_ref ref;

    (void)state;
    assert_true(watched_put(m, 1, 2));
    ref = watched_borrow(m, 1);
    assert_true(watched_shrink(m));
    assert_panics(watched_deref(m, ref), "use of a borrowed pointer after shrink");
    watched_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(to_the_size_of_the_entries),
        cmocka_unit_test(nothing_to_gain),
        cmocka_unit_test(after_clear),
        cmocka_unit_test(ends_a_growth),
        cmocka_unit_test(iterations_go_on),
        cmocka_unit_test(deleting_after_it),
        cmocka_unit_test(nans_stay),
        cmocka_unit_test(out_of_memory),
        cmocka_unit_test(borrows_die),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
