/* What a locked map does whether it has a lock or not: included by locked_test.c and
 * locked_single_test.c, which runs the same with RMAP_SINGLE_THREADED. */
#include "atomic_heap.h"
#include "cmocka_all.h"
#include "panic_trap.h"

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME            ints
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME shared
#define RMAP_OF   ints
#include "rmap/locked.h"

static void each_function(void **state)
{
    shared *s = shared_make(10);
    int64_t v = -1;
    bool found = true;

    (void)state;
    assert_false(shared_get(s, 1, &v));
    assert_int_equal(v, -1);
    assert_true(shared_put(s, 1, 10));
    assert_true(shared_get(s, 1, &v));
    assert_int_equal(v, 10);
    assert_true(shared_has(s, 1));
    assert_false(shared_has(s, 2));
    assert_true(shared_get_or_put(s, 1, 99, &v, &found));
    assert_true(found);
    assert_int_equal(v, 10);
    assert_true(shared_get_or_put(s, 2, 20, &v, &found));
    assert_false(found);
    assert_int_equal(v, 20);
    assert_true(shared_get_or_put(s, 2, 21, NULL, NULL));
    assert_int_equal(shared_len(s), 2);
    assert_int_equal(shared_stats(s).entries, 2);
    assert_true(shared_stats(s).metadata > sizeof(RmapHmap));
    assert_true(shared_take(s, 2, &v));
    assert_int_equal(v, 20);
    assert_false(shared_take(s, 2, &v));
    assert_true(shared_delete(s, 1));
    assert_false(shared_delete(s, 1));
    assert_true(shared_put(s, 3, 30));
    shared_clear(s);
    assert_int_equal(shared_len(s), 0);
    shared_free(s);
}

static void sum_up(const ints *m, void *ctx)
{
    int64_t *sum = ctx;
    ints_iter it;

    for (ints_iter_init(&it, m); ints_next(&it);)
        *sum += *it.value;
}

static void double_all(ints *m, void *ctx)
{
    ints_iter it;

    (void)ctx;
    for (ints_iter_init(&it, m); ints_next(&it);)
        *it.value *= 2;
}

static void brackets(void **state)
{
    shared *s = shared_make(0);
    int64_t sum = 0;
    ints *w;
    const ints *r;

    (void)state;
    w = shared_write_begin(s);
    for (int key = 0; key < 100; key++)
        assert_true(ints_put(w, key, key));
    shared_write_end(s);
    shared_with_write(s, double_all, NULL);
    shared_with_read(s, sum_up, &sum);
    assert_int_equal(sum, 9900);
    r = shared_read_begin(s);
    assert_int_equal(*ints_get(r, 50), 100);
    assert_int_equal(shared_len(s), 100); /* reading within reading */
    shared_read_end(s);
    shared_free(s);
}

static void nil_map(void **state)
{
    int64_t v;

    (void)state;
    assert_false(shared_get(NULL, 1, &v));
    assert_false(shared_has(NULL, 1));
    assert_false(shared_delete(NULL, 1));
    assert_false(shared_take(NULL, 1, &v));
    assert_int_equal(shared_len(NULL), 0);
    assert_null(shared_read_begin(NULL));
    shared_read_end(NULL);
    shared_free(NULL);
    assert_panics(shared_put(NULL, 1, 1), "assignment to entry in nil map");
    assert_panics(shared_get_or_put(NULL, 1, 1, &v, NULL),
                  "assignment to entry in nil map");
    assert_panics((void)shared_write_begin(NULL), "assignment to entry in nil map");
    assert_panics(shared_clear(NULL), "clear of nil map");
}

static void what_would_wait_for_ever(void **state)
{
    shared *s = shared_make(0);
    const char *reading = "write of a locked map that the same thread is reading";
    const char *writing = "write of a locked map that the same thread is writing";
    int64_t v;

    (void)state;
    (void)shared_read_begin(s);
    assert_panics(shared_put(s, 1, 1), reading);
    assert_panics(shared_delete(s, 1), reading);
    assert_panics(shared_clear(s), reading);
    assert_panics((void)shared_write_begin(s), reading);
    shared_read_end(s);
    (void)shared_write_begin(s);
    assert_panics(shared_put(s, 1, 1), writing);
    assert_panics(shared_get(s, 1, &v),
                  "read of a locked map that the same thread is writing");
    shared_write_end(s);
    assert_true(shared_put(s, 1, 1));
    shared_free(s);
}

static void unpaired_brackets(void **state)
{
    shared *s = shared_make(0);

    (void)state;
    assert_panics(shared_read_end(s), "end of a read that was not begun");
    assert_panics(shared_write_end(s), "end of a write that was not begun");
    (void)shared_read_begin(s);
    assert_panics(shared_write_end(s), "end of a write that was not begun");
    assert_panics(shared_free(s), "free of a locked map that is in use");
    shared_read_end(s);
    (void)shared_write_begin(s);
    assert_panics(shared_free(s), "free of a locked map that is in use");
    shared_write_end(s);
    for (int i = 0; i < 2 * RMAP_HOLDERS; i++)
        (void)shared_read_begin(s);
    for (int i = 0; i < 2 * RMAP_HOLDERS; i++)
        shared_read_end(s); /* those beyond the eighth were not seen */
    shared_free(s);
}

static void each_allocation_fails(void **state)
{
    bool failed = true;
    size_t runs = 0;

    (void)state;
    for (size_t n = 1; failed; n++, runs++) {
        AtomicHeap heap = { .fail_at = n };
        RmapOptions options = atomic_heap_options(&heap);
        shared *s = shared_make_with(0, &options);
        size_t len = 0;
        failed = s == NULL;
        for (int i = 0; s != NULL && i < 200; i++) {
            bool put = i % 2 == 0 ? shared_put(s, i, i)
                                  : shared_get_or_put(s, i, i, NULL, NULL);
            failed |= !put;
            len += put;
            assert_int_equal(shared_has(s, i), put);
        }
        assert_int_equal(shared_len(s), len);
        shared_free(s);
        assert_int_equal(heap.blocks, 0);
    }
    assert_true(runs > 5);
}

static int run_locked_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_function),     cmocka_unit_test(brackets),
        cmocka_unit_test(nil_map),           cmocka_unit_test(what_would_wait_for_ever),
        cmocka_unit_test(unpaired_brackets), cmocka_unit_test(each_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
