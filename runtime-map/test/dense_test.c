/* What is dense's own: order, holes and how they close, clear by the entries. What it
 * shares with flat is tested by the same bodies. */
#include "cmocka_all.h"
#include "dense_check.h"
#include "panic_trap.h"

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/dense.h"

#define RMAP_NAME            numbers
#define RMAP_KEY             double
#define RMAP_HASH(key, seed) rmap_hash_double(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/dense.h"

#define RMAP_NAME        names
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap/dense.h"

/* Fails unless the map gives, in this order, begin, begin + step, ... below end. */
static void expect_order(const ints *m, int64_t begin, int64_t end, int64_t step)
{
    ints_iter it;

    ints_iter_init(&it, m);
    for (int64_t k = begin; k < end; k += step) {
        assert_true(ints_next(&it));
        assert_int_equal(*it.key, k);
        assert_int_equal(*it.value, -k);
    }
    assert_false(ints_next(&it));
}

static void order_is_that_of_insertion(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    for (int64_t k = 0; k < 5000; k++)
        assert_true(ints_put(m, k, 0));
    for (int64_t k = 4999; k >= 0; k--)
        assert_true(ints_put(m, k, -k)); /* overwriting changes no order */
    expect_order(m, 0, 5000, 1);
    for (int64_t k = 1; k < 5000; k += 2)
        assert_true(ints_delete(m, k));
    expect_order(m, 0, 5000, 2);
    assert_true(ints_shrink(m));
    expect_order(m, 0, 5000, 2);
    assert_int_equal(m->f.used, 2500);
    for (int64_t k = 5000; k < 20000; k += 2)
        assert_true(ints_put(m, k, -k));
    expect_order(m, 0, 20000, 2);
    assert_true(ints_delete(m, 0) && ints_put(m, 0, 0)); /* comes anew: the last */
    ints_iter it;
    ints_iter_init(&it, m);
    assert_true(ints_next(&it) && *it.key == 2);
    dense_check(&m->f);
    ints_free(m);
}

/* A queue: keys come at one end and go at the other, for ever. The holes close up in
 * the array that is there. */
static void holes_close(void **state)
{
    ints *m = ints_make(600);
    const unsigned char *array = m->f.tags;

    (void)state;
    for (int64_t k = 0; k < 100000; k++) {
        assert_true(ints_put(m, k, -k));
        if (k >= 500)
            assert_true(ints_delete(m, k - 500));
        if (k % 1000 == 0)
            dense_check(&m->f);
    }
    assert_ptr_equal(m->f.tags, array);
    assert_true(ints_stats(m).growths > 10);
    expect_order(m, 99500, 100000, 1);
    ints_free(m);
}

/* With few holes the array doubles instead, or closing up would be all it did. */
static void few_holes_double(void **state)
{
    ints *m = ints_make(840);

    (void)state;
    for (int64_t k = 0; k < 840; k++)
        assert_true(ints_put(m, k, -k));
    assert_int_equal(ints_stats(m).buckets, 64);
    for (int64_t k = 0; k < 50; k++)
        assert_true(ints_delete(m, k));
    assert_true(ints_put(m, 840, -840));
    assert_int_equal(ints_stats(m).buckets, 128);
    expect_order(m, 50, 841, 1);
    ints_free(m);
}

/* Deleting all while iterating must not look through the whole array at each step: 64
 * times as many entries take 64 times as long, not 4,096 times. Told by counting, not
 * by a clock: each stretch ends within a word of the bits. */
static void stretches_are_short(void **state)
{
    ints *m = ints_make(10000);
    ints_iter it;
    size_t steps = 0;

    (void)state;
    for (int64_t k = 0; k < 10000; k++)
        assert_true(ints_put(m, k, -k));
    ints_iter_init(&it, m);
    while (ints_next(&it)) {
        steps++;
        assert_true(it.end - it.at <= (steps == 1 ? 9999 : 63));
        assert_true(ints_delete(m, *it.key));
    }
    assert_int_equal(steps, 10000);
    assert_int_equal(ints_len(m), 0);
    ints_free(m);
}

/* Few entries in a large array are cleared one by one; nothing may stay behind. */
static void clear_by_entries(void **state)
{
    ints *m = ints_make(100000);
    numbers *n = numbers_make(10000);
    names *t = names_make(10000);

    (void)state;
    for (int64_t round = 0; round < 100; round++) {
        for (int64_t k = 0; k < 50; k++)
            assert_true(ints_put(m, k * round, 0));
        assert_true(ints_delete(m, 0) && ints_put(m, -1, 0));
        assert_false(m->f.passed);
        ints_clear(m);
        for (size_t i = 0; i < (m->f.mask + 1) * RMAP_GROUP_SIZE; i++)
            assert_int_equal(m->f.tags[i], 0);
        for (size_t i = 0; i < m->f.room / 64; i++)
            assert_int_equal(m->f.dead[i], 0);
    }
    for (int64_t round = 0; round < 3; round++) {
        volatile double zero = 0;
        assert_true(numbers_add(n, zero / zero, NULL)); /* in any group */
        assert_true(names_add(t, "one", NULL) && names_add(t, "two", NULL));
        assert_true(names_delete(t, "one"));
        numbers_clear(n);
        names_clear(t);
        dense_check(&n->f);
        dense_check(&t->f);
        assert_int_equal(numbers_len(n) + names_len(t), 0);
    }
    ints_free(m);
    numbers_free(n);
    names_free(t);
}

/* Full groups pass keys on; then all must be wiped. */
static void clear_after_passing(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    for (int64_t k = 0; k < 840; k++)
        assert_true(ints_put(m, k, -k));
    assert_true(m->f.passed);
    for (int64_t k = 2; k < 840; k++)
        assert_true(ints_delete(m, k));
    ints_clear(m);
    for (size_t i = 0; i < (m->f.mask + 1) * RMAP_GROUP_SIZE; i++)
        assert_int_equal(m->f.tags[i], 0);
    assert_true(ints_put(m, 7, -7));
    expect_order(m, 7, 8, 1);
    ints_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_that_of_insertion),
        cmocka_unit_test(holes_close),
        cmocka_unit_test(few_holes_double),
        cmocka_unit_test(stretches_are_short),
        cmocka_unit_test(clear_by_entries),
        cmocka_unit_test(clear_after_passing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
