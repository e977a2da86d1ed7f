/* Pools: what is given back is reused, and bounded; what is used after that traps. */
#include "cmocka_all.h"
#include "failing_heap.h"
#include "panic_trap.h"

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME            scratch
#define RMAP_KEY             int
#define RMAP_VALUE           long
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME scratches
#define RMAP_MAP  scratch
#include "rmap/pool.h"

#define RMAP_NAME            fast
#define RMAP_KEY             int
#define RMAP_VALUE           long
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_NAME fasts
#define RMAP_MAP  fast
#include "rmap/pool.h"

#define RMAP_NAME       list
#define RMAP_KEY        int
#define RMAP_LESS(a, b) ((a) < (b))
#include "rmap/sorted.h"

#define RMAP_NAME lists
#define RMAP_MAP  list
#include "rmap/pool.h"

enum { ROOM = 1 << 20 };

static void given_maps_are_reused(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    scratches *p = scratches_make_with(4, ROOM, &options);
    size_t calls = 0;
    RmapPoolStats stats;

    (void)state;
    for (int round = 0; round < 5; round++) {
        scratch *a = scratches_take_hint(p, 8);
        scratch *b = scratches_take_hint(p, 8);
        assert_ptr_not_equal(a, b);
        assert_int_equal(scratch_len(a) + scratch_len(b), 0);
        for (int i = 0; i < 8; i++)
            assert_true(scratch_put(a, i, i) && scratch_put(b, i, i));
        if (round == 0)
            calls = heap.calls;
        heap.fail_every = 1;
        scratches_give(p, a);
        scratches_give(p, b);
        heap.fail_every = 0;
    }
    assert_int_equal(heap.calls, calls);
    stats = scratches_stats(p);
    assert_int_equal(stats.made, 2);
    assert_int_equal(stats.reused, 8);
    assert_int_equal(stats.given, 10);
    assert_int_equal(stats.kept, 2);
    scratches_shrink(p);
    assert_int_equal(heap.blocks, 1);
    assert_int_equal(scratches_stats(p).bytes, 0);
    scratches_give(p, NULL);
    scratches_free(p);
    assert_int_equal(heap.blocks, 0);
}

static void what_is_kept_is_bounded(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    scratches *p = scratches_make_with(2, ROOM, &options);
    scratch *m[3];
    size_t before = heap.bytes;

    (void)state;
    for (int i = 0; i < 3; i++)
        m[i] = scratches_take(p);
    for (int i = 0; i < 3; i++)
        scratches_give(p, m[i]);
    assert_int_equal(scratches_stats(p).kept, 2);
    assert_int_equal(scratches_stats(p).freed, 1);
    assert_int_equal(scratches_stats(p).bytes, heap.bytes - before);
    m[0] = scratches_take(p);
    for (int i = 0; i < 100000; i++) /* more than the pool may hold */
        assert_true(scratch_put(m[0], i, i));
    scratches_give(p, m[0]);
    assert_int_equal(scratches_stats(p).kept, 1);
    assert_int_equal(scratches_stats(p).freed, 2);
    assert_int_equal(scratches_stats(p).bytes, heap.bytes - before);
    scratches_free(p);
    p = scratches_make(0, 0);
    scratches_give(p, scratches_take(p));
    assert_int_equal(scratches_stats(p).kept, 0);
    scratches_free(p);
    assert_int_equal(heap.blocks, 0);
}

static void use_after_give_traps(void **state)
{
    scratches *p = scratches_make(4, ROOM);
    scratch *m = scratches_take(p);
    scratch_iter it;
    scratch_ref ref;

    (void)state;
    assert_true(scratch_put(m, 1, 1));
    scratch_iter_init(&it, m);
    ref = scratch_borrow(m, 1);
    scratches_give(p, m);
    assert_panics(scratch_get(m, 1), "use of a map that was given back");
    assert_panics(scratch_put(m, 1, 1), "use of a map that was given back");
    assert_panics(scratch_delete(m, 1), "use of a map that was given back");
    assert_panics(scratch_clear(m), "use of a map that was given back");
    assert_panics(scratch_free(m), "use of a map that was given back");
    assert_panics(scratch_next(&it), "use of a map that was given back");
    assert_panics(scratch_deref(m, ref), "use of a borrowed pointer after clear");
    assert_panics(scratches_give(p, m), "map given back twice");
    assert_ptr_equal(scratches_take(p), m); /* now it may be used */
    assert_true(scratch_put(m, 2, 2));
    assert_int_equal(*scratch_get(m, 2), 2);
    assert_null(scratch_get(m, 1));
    scratch_free(m); /* and freed by who took it */
    scratches_free(p);
}

/* The same of other members. */
static void other_members(void **state)
{
    fasts *p = fasts_make(4, ROOM);
    lists *q = lists_make(4, ROOM);
    fast *m = fasts_take_hint(p, 100);
    list *n = lists_take(q);

    (void)state;
    assert_true(fast_put(m, 1, 1) && list_add(n, 1, NULL));
    fasts_give(p, m);
    lists_give(q, n);
    assert_panics(fast_get(m, 1), "use of a map that was given back");
    assert_panics(fast_put(m, 1, 1), "use of a map that was given back");
    assert_panics(list_has(n, 1), "use of a map that was given back");
    assert_panics(list_add(n, 1, NULL), "use of a map that was given back");
    assert_panics(list_free(n), "use of a map that was given back");
    assert_panics(lists_give(q, n), "map given back twice");
    assert_ptr_equal(fasts_take(p), m);
    assert_ptr_equal(lists_take(q), n);
    assert_int_equal(fast_len(m) + list_len(n), 0);
    assert_true(fast_put(m, 1, 1) && list_add(n, 1, NULL));
    fasts_give(p, m);
    lists_give(q, n);
    fasts_free(p);
    lists_free(q);
}

static void no_pool_keeps_nothing(void **state)
{
    scratch *m = scratches_take(NULL);

    (void)state;
    assert_true(scratch_put(m, 1, 1));
    scratches_give(NULL, m);
    scratches_shrink(NULL);
    assert_int_equal(scratches_stats(NULL).kept, 0);
    scratches_free(NULL);
}

static void out_of_memory(void **state)
{
    FailingHeap heap = { .fail_every = 1 };
    RmapOptions options = failing_heap_options(&heap);
    scratches *p = scratches_make_with(4, ROOM, &options);
    scratch *m;

    (void)state;
    assert_null(p);
    assert_null(scratches_make_with(SIZE_MAX, ROOM, &options));
    heap.fail_every = 0;
    p = scratches_make_with(4, ROOM, &options);
    heap.fail_every = 1;
    assert_null(scratches_take(p));
    heap.fail_every = 0;
    m = scratches_take(p);
    heap.fail_every = 1;
    scratches_give(p, m);
    assert_ptr_equal(scratches_take(p), m);
    scratches_give(p, m);
    scratches_free(p);
    assert_int_equal(heap.blocks, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(given_maps_are_reused),
        cmocka_unit_test(what_is_kept_is_bounded),
        cmocka_unit_test(use_after_give_traps),
        cmocka_unit_test(other_members),
        cmocka_unit_test(no_pool_keeps_nothing),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
