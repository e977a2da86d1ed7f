/* What the tests of Go's Swiss map (internal/runtime/maps, Go 1.24) and of clear
 * assert, under their names, where it is not about the Swiss layout. */
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

#define RMAP_NAME            doubles
#define RMAP_KEY             double
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_double(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

typedef struct Big {
    int64_t words[20];
} Big;

#define RMAP_NAME            bigs
#define RMAP_KEY             Big
#define RMAP_VALUE           Big
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key).words[0], seed)
#define RMAP_EQUAL(a, b)     ((a).words[0] == (b).words[0])
#include "rmap/hmap.h"

__extension__ typedef struct Nothing {
} Nothing;

#define RMAP_NAME            nothings
#define RMAP_KEY             int64_t
#define RMAP_VALUE           Nothing
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* The keys from `first` to before `end`, each with ten times itself. */
static void put_range(ints *m, int64_t first, int64_t end)
{
    for (int64_t k = first; k < end; k++)
        assert_true(ints_put(m, k, 10 * k));
}

static void assert_range(const ints *m, int64_t first, int64_t end)
{
    for (int64_t k = first; k < end; k++)
        assert_int_equal(*ints_get(m, k), 10 * k);
}

/* After each put all that was put is there, and nothing else. */
static void MapPut(void **state)
{
    for (int64_t n = 0; n < 31; n++) {
        ints *m = ints_make(8);
        (void)state;
        put_range(m, 0, n);
        assert_int_equal(ints_len(m), n);
        assert_range(m, 0, n);
        assert_null(ints_get(m, n));
        ints_free(m);
    }
}

/* Through many growths. */
static void MapSplit(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    for (int64_t k = 0; k < 20000; k++) {
        put_range(m, k, k + 1);
        if (m->h.oldbuckets != NULL && k % 97 == 0)
            assert_range(m, 0, k);
    }
    assert_int_equal(m->h.B, 12);
    assert_range(m, 0, 20000);
    hmap_check(&ints_type, &m->h);
    ints_free(m);
}

static void MapDelete(void **state)
{
    ints *m = ints_make(32);

    (void)state;
    put_range(m, 0, 31);
    for (int64_t k = 0; k < 31; k++) {
        assert_true(ints_delete(m, k));
        assert_false(ints_delete(m, k));
        assert_null(ints_get(m, k));
        assert_range(m, k + 1, 31);
    }
    assert_int_equal(ints_len(m), 0);
    put_range(m, 0, 31);
    assert_range(m, 0, 31);
    ints_free(m);
}

static void TableClear(void **state)
{
    ints *m = ints_make(32);

    (void)state;
    put_range(m, 0, 31);
    ints_clear(m);
    assert_int_equal(ints_len(m), 0);
    for (int64_t k = 0; k < 31; k++)
        assert_null(ints_get(m, k));
    hmap_check(&ints_type, &m->h);
    put_range(m, 0, 200);
    assert_range(m, 0, 200);
    ints_free(m);
}

/* put of an equal key stores the new one. */
static void TableKeyUpdate(void **state)
{
    doubles *m = doubles_make(32);
    doubles_iter it;

    (void)state;
    for (int sign = -1; sign < 2; sign += 2) {
        assert_true(doubles_put(m, copysign(0.0, sign), sign));
        assert_int_equal(doubles_len(m), 1);
        doubles_iter_init(&it, m);
        assert_true(doubles_next(&it));
        assert_int_equal(signbit(*it.key) != 0, sign < 0);
        doubles_iter_end(&it);
    }
    doubles_free(m);
}

/* Walks to the end; returns how many entries it gave, each of them once. */
static size_t walk(ints_iter *it, unsigned char *seen)
{
    size_t steps = 0;

    for (; ints_next(it); steps++) {
        assert_int_equal(*it->value, 10 * *it->key);
        assert_int_equal(seen[*it->key]++, 0);
    }
    return steps;
}

static void TableIteration(void **state)
{
    for (int64_t n = 0; n < 300; n++) {
        unsigned char seen[300] = { 0 };
        ints *m = ints_make(0);
        ints_iter it;
        (void)state;
        put_range(m, 0, n);
        ints_iter_init(&it, m);
        assert_int_equal(walk(&it, seen), n);
        ints_free(m);
    }
}

/* What was there at the beginning is given once, though the map doubles twice. */
static void TableIterationGrow(void **state)
{
    for (int64_t n = 1; n < 300; n += 3) {
        unsigned char seen[2000] = { 0 };
        ints *m = ints_make(0);
        ints_iter it;
        (void)state;
        put_range(m, 0, n);
        ints_iter_init(&it, m);
        assert_true(ints_next(&it));
        seen[*it.key] = 1;
        put_range(m, n, 4 * n + 20);
        (void)walk(&it, seen);
        for (int64_t k = 0; k < n; k++)
            assert_int_equal(seen[k], 1);
        ints_free(m);
    }
}

/* What is deleted before it is reached is not given. */
static void TableIterationDelete(void **state)
{
    for (int64_t n = 2; n < 300; n += 7) {
        unsigned char seen[300] = { 0 };
        ints *m = ints_make(0);
        ints_iter it;
        (void)state;
        put_range(m, 0, n);
        ints_iter_init(&it, m);
        assert_true(ints_next(&it));
        seen[*it.key] = 1;
        int64_t gone = (*it.key + 1) % n;
        assert_true(ints_delete(m, gone));
        assert_int_equal(walk(&it, seen), n - 2);
        assert_int_equal(seen[gone], 0);
        ints_free(m);
    }
}

/* clear ends the iteration, in a growth and out of it; what is put then is not given.
 */
static void TableIterationClear(void **state)
{
    for (int64_t n = 1; n < 300; n++) {
        ints *m = ints_make(0);
        ints_iter it, fresh;
        (void)state;
        put_range(m, 0, n);
        ints_iter_init(&it, m);
        ints_iter_init(&fresh, m);
        assert_true(ints_next(&it));
        ints_clear(m);
        put_range(m, 0, n);
        assert_false(ints_next(&it));
        assert_false(ints_next(&fresh)); /* had begun, too */
        ints_free(m);
    }
}

/* A value of no size: there are pointers to it, and they tell present from absent. */
static void MapZeroSizeSlot(void **state)
{
    nothings *m = nothings_make(16);
    bool found;

    (void)state;
    for (int64_t k = 0; k < 100; k++) {
        assert_null(nothings_get(m, k));
        assert_non_null(nothings_get_or_put(m, k, &found));
        assert_false(found);
        assert_non_null(nothings_get(m, k));
    }
    assert_int_equal(nothings_type.val_slot, 0);
    assert_int_equal(nothings_len(m), 100);
    nothings_free(m);
}

/* Keys and values over 128 bytes: their blocks come and go with the entries, and stay
 * where they are when the map grows. */
static void MapIndirect(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    bigs *m = bigs_make_with(0, &options);
    const Big first = { { 1 } };
    Big *value;

    (void)state;
    assert_true(bigs_put(m, first, first));
    value = bigs_get(m, first);
    for (int64_t k = 2; k < 100; k++)
        assert_true(bigs_put(m, (Big){ { k } }, (Big){ { -k } }));
    assert_ptr_equal(bigs_get(m, first), value);
    for (int64_t k = 2; k < 100; k++)
        assert_int_equal(bigs_get(m, (Big){ { k } })->words[0], -k);
    for (int64_t k = 1; k < 100; k++)
        assert_true(bigs_delete(m, (Big){ { k } }));
    assert_true(heap.blocks <= 4); /* header, arrays, a run of overflow buckets */
    bigs_free(m);
    assert_int_equal(heap.blocks, 0);
}

/* Churn at a constant size needs no larger array. What it leaves in overflow buckets is
 * swept up by a growth to the same size, so that memory is bounded. */
static void MapTombstoneGrow(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ints *m = ints_make_with(400, &options);
    size_t most = 0;

    (void)state;
    put_range(m, 0, 400);
    for (int64_t k = 400; k < 100000; k++) {
        put_range(m, k, k + 1);
        assert_true(ints_delete(m, k - 400));
        most = heap.bytes > most ? heap.bytes : most;
    }
    assert_int_equal(m->h.B, 6);
    assert_true(most < 4 * 64 * 144); /* 64 buckets, twice in a growth, and overflow */
    assert_range(m, 99600, 100000);
    ints_free(m);
}

/* ---- clear ---- */

/* test/mapclear.go: deleting in a loop empties the map but for its NaNs. */
static void mapclear(void **state)
{
    doubles *m = doubles_make(0);
    doubles_iter it;

    (void)state;
    for (int i = 0; i < 50; i++)
        assert_true(doubles_put(m, i, i) && doubles_put(m, (double)NAN, i));
    for (doubles_iter_init(&it, m); doubles_next(&it);)
        (void)doubles_delete(m, *it.key);
    assert_int_equal(doubles_len(m), 50);
    doubles_clear(m);
    assert_int_equal(doubles_len(m), 0);
    doubles_iter_init(&it, m);
    assert_false(doubles_next(&it));
    doubles_free(m);
}

/* test/clear.go: a cleared map is empty, not nil, and writable; clear in the loop over
 * the map ends it. */
static void clear(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;
    int steps = 0;

    (void)state;
    put_range(m, 0, 100);
    for (ints_iter_init(&it, m); ints_next(&it); steps++)
        ints_clear(m);
    assert_int_equal(steps, 1);
    assert_int_equal(ints_len(m), 0);
    put_range(m, 0, 100);
    assert_range(m, 0, 100);
    ints_clear(m);
    ints_clear(m);
    assert_int_equal(ints_len(m), 0);
    assert_panics(ints_clear(NULL), "clear of nil map"); /* Go: nothing happens */
    ints_free(m);
}

/* test/fixedbugs/issue59411.go: NaNs, a growth, an iteration and a clear at once. */
static void issue59411(void **state)
{
    for (int n = 1; n < 200; n++) {
        doubles *m = doubles_make(0);
        doubles_iter it;
        (void)state;
        for (int i = 0; i < n; i++)
            assert_true(doubles_put(m, (double)NAN, i));
        doubles_iter_init(&it, m);
        assert_true(doubles_next(&it));
        for (int i = 0; i < n; i++)
            assert_true(doubles_put(m, (double)NAN, i));
        doubles_clear(m);
        assert_int_equal(doubles_len(m), 0);
        assert_false(doubles_next(&it));
        assert_true(doubles_put(m, (double)NAN, 1));
        doubles_iter_init(&it, m);
        assert_true(doubles_next(&it));
        assert_false(doubles_next(&it));
        doubles_free(m);
    }
}

/* test/fixedbugs/issue70189.go: no side effect of an argument is lost, or done twice,
 * on empty and nil maps either. */
static void issue70189(void **state)
{
    ints *m = ints_make(0);
    int64_t k = 0;

    (void)state;
    assert_false(ints_delete(NULL, k++));
    assert_false(ints_delete(m, k++));
    assert_null(ints_get(NULL, k++));
    assert_null(ints_get(m, k++));
    assert_int_equal(k, 4);
    assert_true(ints_put(m, k++, 40));
    assert_true(ints_delete(m, k++ - 1));
    assert_int_equal(k, 6);
    assert_int_equal(ints_len(m), 0);
    ints_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(MapPut),
        cmocka_unit_test(MapSplit),
        cmocka_unit_test(MapDelete),
        cmocka_unit_test(TableClear),
        cmocka_unit_test(TableKeyUpdate),
        cmocka_unit_test(TableIteration),
        cmocka_unit_test(TableIterationGrow),
        cmocka_unit_test(TableIterationDelete),
        cmocka_unit_test(TableIterationClear),
        cmocka_unit_test(MapZeroSizeSlot),
        cmocka_unit_test(MapIndirect),
        cmocka_unit_test(MapTombstoneGrow),
        cmocka_unit_test(mapclear),
        cmocka_unit_test(clear),
        cmocka_unit_test(issue59411),
        cmocka_unit_test(issue70189),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
