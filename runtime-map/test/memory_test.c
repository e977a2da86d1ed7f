/* Memory: an allocator that counts, and fails when told to. Out of memory is reported,
 * nothing is lost by it, and what is allocated is given back with its right size. */
#include "failing_heap.h"
#include "hmap_check.h"
#include "panic_trap.h"
#include "rmap/poison.h"

#include <stdlib.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

typedef struct Big {
    int64_t n;
    unsigned char rest[192];
} Big;

#define RMAP_NAME            bigs
#define RMAP_KEY             Big
#define RMAP_VALUE           Big
#define RMAP_HASH(key, seed) ((uint64_t)(key).n % 16) /* long chains */
#define RMAP_EQUAL(a, b)     ((a).n == (b).n)
#include "rmap/hmap.h"

static Big big_of(int64_t n)
{
    Big b = { .n = n };
    memset(b.rest, (int)(n & 0xff), sizeof b.rest);
    return b;
}

enum { KEYS = 300, STEPS = 4 * KEYS };

/* Puts, deletes and iterates, expecting failures; [expected] is what the map must hold
 * after each. True if some put failed. */
static bool bigs_script(bigs *m, int64_t expected[KEYS])
{
    bool failed = false;

    for (int64_t i = 0; i < STEPS; i++) {
        int64_t n = i * 7 % KEYS;
        if (i % 5 == 4) {
            assert_int_equal(bigs_delete(m, big_of(n)), expected[n] != 0);
            expected[n] = 0;
        } else if (bigs_put(m, big_of(n), big_of(i + 1))) {
            expected[n] = i + 1;
        } else {
            failed = true;
        }
        if (i % 64 == 0)
            hmap_check(&bigs_type, &m->h);
    }
    return failed;
}

static void bigs_compare(const bigs *m, const int64_t expected[KEYS])
{
    size_t len = 0;
    size_t steps = 0;
    bigs_iter it;

    for (int64_t n = 0; n < KEYS; n++) {
        const Big *v = bigs_get(m, big_of(n));
        assert_int_equal(v == NULL ? 0 : v->n, expected[n]);
        len += expected[n] != 0;
    }
    assert_int_equal(bigs_len(m), len);
    for (bigs_iter_init(&it, m); bigs_next(&it); steps++)
        assert_int_equal(it.value->n, expected[it.key->n]);
    assert_int_equal(steps, len);
    hmap_check(&bigs_type, &m->h);
}

/* Each call of the script fails once, in a run of its own. */
static void each_allocation_fails(void **state)
{
    bool failed = true;
    size_t runs = 0;

    (void)state;
    for (size_t n = 1; failed; n += 1 + n / 40) {
        FailingHeap heap = { .fail_at = n };
        RmapOptions options = failing_heap_options(&heap);
        int64_t expected[KEYS] = { 0 };
        bigs *m = bigs_make_with(20, &options);
        failed = heap.calls >= n;
        if (m != NULL) {
            failed |= bigs_script(m, expected);
            bigs_compare(m, expected);
            bigs_free(m);
        }
        assert_int_equal(heap.blocks, 0);
        runs++;
    }
    assert_true(runs > 100);
}

/* Memory is short all the time, at several rates. */
static void many_allocations_fail(void **state)
{
    (void)state;
    for (size_t every = 2; every < 12; every++) {
        FailingHeap heap = { 0 };
        RmapOptions options = failing_heap_options(&heap);
        int64_t expected[KEYS] = { 0 };
        bigs *m = bigs_make_with(0, &options);
        assert_non_null(m);
        heap.fail_every = every;
        assert_true(bigs_script(m, expected));
        bigs_compare(m, expected);
        bigs_free(m);
        assert_int_equal(heap.blocks, 0);
    }
}

/* Once there is no memory at all: reads, deletes and clear still work, in the middle of
 * a growth too, and put does again when there is memory. */
static void no_memory_left(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    bigs *m = bigs_make_with(0, &options);
    int64_t n;

    (void)state;
    for (n = 0; n < 100 || m->h.oldbuckets == NULL; n++)
        assert_true(bigs_put(m, big_of(n), big_of(n)));
    heap.fail_every = 1;
    assert_false(bigs_put(m, big_of(n), big_of(n)));
    assert_null(bigs_get_or_put(m, big_of(n), NULL));
    assert_null(bigs_get(m, big_of(n)));
    assert_int_equal(bigs_len(m), n);
    assert_true(bigs_put(m, big_of(3), big_of(4))); /* overwriting needs none */
    for (int64_t k = 0; k < n; k += 2)
        assert_true(bigs_delete(m, big_of(k)));
    hmap_check(&bigs_type, &m->h);
    assert_int_equal(bigs_len(m), n / 2);
    heap.fail_every = 0;
    for (int64_t k = 0; k < 2 * n; k++)
        assert_true(bigs_put(m, big_of(k), big_of(k)));
    assert_int_equal(bigs_len(m), 2 * n);
    hmap_check(&bigs_type, &m->h);
    heap.fail_every = 1;
    bigs_clear(m);
    assert_int_equal(bigs_len(m), 0);
    bigs_free(m);
    assert_int_equal(heap.blocks, 0);
}

static void make_fails(void **state)
{
    FailingHeap heap = { .fail_every = 1 };
    RmapOptions options = failing_heap_options(&heap);

    (void)state;
    assert_null(ints_make_with(0, &options));
    assert_null(ints_make_with(1000, &options));
    heap = (FailingHeap){ .fail_at = 2 };
    assert_null(ints_make_with(1000, &options));
    assert_int_equal(heap.blocks, 0);
}

/* With a hint, no allocation besides the header and the array. */
static void hint_saves_growth(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ints *m = ints_make_with(1000, &options);
    size_t calls = heap.calls;

    (void)state;
    assert_int_equal(calls, 2);
    for (int64_t k = 0; k < 1000; k++)
        assert_true(ints_put(m, k, k));
    assert_int_equal(m->h.B, 8);
    assert_true(heap.calls - calls < 10); /* at most runs of overflow buckets */
    ints_free(m);
    assert_int_equal(heap.blocks, 0);
}

/* clear keeps the array: filling again allocates nothing but overflow buckets. */
static void clear_keeps_buckets(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ints *m = ints_make_with(0, &options);
    size_t bytes;

    (void)state;
    for (int64_t k = 0; k < 1000; k++)
        assert_true(ints_put(m, k, k));
    ints_clear(m);
    bytes = heap.bytes;
    assert_int_equal(heap.blocks, 2);
    for (int round = 0; round < 20; round++) {
        for (int64_t k = 0; k < 1000; k++)
            assert_true(ints_put(m, k, k));
        assert_int_equal(m->h.B, 8);
        ints_clear(m);
        assert_int_equal(heap.bytes, bytes);
    }
    ints_free(m);
    assert_int_equal(heap.blocks, 0);
}

/* Overflow buckets in runs of their own go with clear, and with the growth that leaves
 * them behind. */
static void overflow_runs_go(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    bigs *m = bigs_make_with(0, &options);
    size_t held; /* by pointer: two blocks an entry */

    (void)state;
    for (int64_t n = 0; n < 500 || m->h.oldbuckets != NULL; n++)
        assert_true(bigs_put(m, big_of(n), big_of(n)));
    held = 2 * bigs_len(m);
    assert_in_range(heap.blocks, held + 3, held + 2 + 16 * bigs_len(m) / 8);
    bigs_clear(m);
    assert_int_equal(heap.blocks, 2);
    bigs_free(m);
    assert_int_equal(heap.blocks, 0);
}

/* Grows the map from eight entries to `n`, with an iteration begun before. */
static ints *grown_under_iteration(const RmapOptions *options, int64_t n, ints_iter *it)
{
    ints *m = ints_make_with(0, options);

    for (int64_t k = 0; k < 8; k++)
        assert_true(ints_put(m, k, k));
    ints_iter_init(it, m);
    assert_true(ints_next(it));
    for (int64_t k = 8; k < n; k++)
        assert_true(ints_put(m, k, k));
    while (m->h.oldbuckets != NULL)
        assert_true(ints_put(m, n++, 0));
    return m;
}

/* Of an old array only one that is iterated stays; it goes with the next write after
 * the iteration has ended, by itself or by iter_end. */
static void old_array_goes_after_iteration(void **state)
{
    for (int early = 0; early < 2; early++) {
        FailingHeap heap = { 0 };
        RmapOptions options = failing_heap_options(&heap);
        ints_iter it;
        ints *m = grown_under_iteration(&options, 1000, &it);
        size_t blocks = heap.blocks;
        (void)state;
        if (early)
            ints_iter_end(&it);
        while (!early && ints_next(&it))
            continue;
        assert_true(ints_put(m, -1, 0));
        assert_int_equal(heap.blocks, blocks - 1);
        ints_iter_end(&it); /* harmless now */
        ints_free(m);
        assert_int_equal(heap.blocks, 0);
    }
}

/* An iteration that is just left keeps its array until clear, or free, and no longer.
 */
static void abandoned_iteration(void **state)
{
    for (int clear = 0; clear < 2; clear++) {
        FailingHeap heap = { 0 };
        RmapOptions options = failing_heap_options(&heap);
        ints_iter it;
        ints *m = grown_under_iteration(&options, 1000, &it);
        size_t blocks = heap.blocks;
        (void)state;
        assert_true(ints_put(m, -1, 0));
        assert_int_equal(heap.blocks, blocks);
        if (clear) {
            ints_clear(m);
            assert_int_equal(heap.blocks, 2);
            ints_iter_end(&it);
        }
        ints_free(m);
        assert_int_equal(heap.blocks, 0);
    }
}

/* An iteration abandoned before clear does not keep the array from being freed when the
 * map grows out of it later. */
static void clear_forgets_abandoned(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ints *m = ints_make_with(0, &options);
    ints_iter it;

    (void)state;
    assert_true(ints_put(m, 1, 1));
    ints_iter_init(&it, m);
    ints_clear(m);
    for (int64_t k = 0; k < 9; k++)
        assert_true(ints_put(m, k, k));
    for (int64_t k = 9; m->h.oldbuckets != NULL; k++)
        assert_true(ints_put(m, k, k));
    assert_int_equal(m->h.B, 1);
    assert_int_equal(heap.blocks, 2);
    ints_free(m);
}

/* A look up needs no memory, whatever the key: MapStringBytesLookup. */
static void reading_allocates_nothing(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    bigs *m = bigs_make_with(0, &options);
    bigs_iter it;
    size_t calls;

    (void)state;
    for (int64_t n = 0; n < 100; n++)
        assert_true(bigs_put(m, big_of(n), big_of(n)));
    calls = heap.calls;
    for (int64_t n = 0; n < 200; n++)
        assert_int_equal(bigs_get(m, big_of(n)) != NULL, n < 100);
    bigs_iter_init(&it, m);
    while (bigs_next(&it))
        continue;
    assert_int_equal(heap.calls, calls);
    bigs_free(m);
}

/* AddressSanitizer knows which borrowed pointers have died, and only those. */
static void stale_pointers_are_poisoned(void **state)
{
    (void)state;
#ifdef RMAP_ASAN
    ints *m = ints_make(0);
    size_t stale = 0;
    int64_t *before[50];

    for (int64_t k = 0; k < 50; k++)
        assert_true(ints_put(m, k, k));
    for (int64_t k = 50; m->h.oldbuckets != NULL; k++)
        assert_true(ints_put(m, k, k));
    for (int64_t k = 0; k < 50; k++)
        before[k] = ints_get(m, k);
    for (int64_t k = 100; k < 200; k++) {
        assert_true(ints_put(m, k, k));
        for (int64_t n = 0; n < 50; n++)
            assert_int_equal(ints_get(m, n) != before[n],
                             __asan_address_is_poisoned(before[n]));
        stale += ints_get(m, 7) != before[7] && m->h.oldbuckets != NULL;
    }
    assert_true(stale > 0);
    int64_t *deleted = ints_get(m, 7);
    assert_true(ints_delete(m, 7));
    assert_true(__asan_address_is_poisoned(deleted));
    assert_non_null(ints_get_or_put(m, 7, NULL));
    assert_false(__asan_address_is_poisoned(ints_get(m, 7)));
    ints_free(m);
#else
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_allocation_fails),
        cmocka_unit_test(many_allocations_fail),
        cmocka_unit_test(no_memory_left),
        cmocka_unit_test(make_fails),
        cmocka_unit_test(hint_saves_growth),
        cmocka_unit_test(clear_keeps_buckets),
        cmocka_unit_test(overflow_runs_go),
        cmocka_unit_test(old_array_goes_after_iteration),
        cmocka_unit_test(abandoned_iteration),
        cmocka_unit_test(clear_forgets_abandoned),
        cmocka_unit_test(reading_allocates_nothing),
        cmocka_unit_test(stale_pointers_are_poisoned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
