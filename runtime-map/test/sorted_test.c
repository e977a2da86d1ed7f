/* The sorted array: what holds of ordered maps, and many entries at once. */
#include "cmocka_all.h"

#include "rmap/sorted_core.h"

/* The keys are in order, and there is room for them. */
static void check_order(const RmapSortedType *t, const RmapSorted *s)
{
    assert_true(s->count <= s->capacity);
    for (size_t i = 1; i < s->count; i++)
        assert_true(
            t->less(s->keys + (i - 1) * t->key_size, s->keys + i * t->key_size));
}

#define ORDERED_HEADER      "rmap/sorted.h"
#define ORDERED_GUARD(m)    (m)->s.guard
#define ORDERED_CHECK(t, m) check_order(t, &(m)->s)
#define ORDERED_KEPT        2
#include "ordered_body.h"

enum { MANY = 3000 };

static void build_sorts_and_the_last_wins(void **state)
{
    static int keys[MANY];
    static long values[MANY];
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ints *m;
    ints_iter it;
    int next = 0;

    (void)state;
    for (int i = 0; i < MANY; i++) {
        keys[i] = i * 7919 % (MANY / 3); /* each three times */
        values[i] = i;
    }
    m = ints_build(keys, values, MANY, &options);
    assert_non_null(m);
    check_order(&ints_type, &m->s);
    for (ints_iter_init(&it, m); ints_next(&it); next++) {
        assert_int_equal(*it.key, next);
        assert_int_equal(keys[*it.value], next);
        assert_in_range(*it.value, MANY * 2 / 3, MANY - 1);
    }
    assert_int_equal(next, MANY / 3);
    assert_int_equal(heap.blocks, 2); /* what sorting took is given back */
    assert_true(ints_shrink(m));
    assert_int_equal(heap.bytes, sizeof *m + MANY / 3 * (sizeof(int) + sizeof(long)));
    ints_free(m);
    m = ints_build(NULL, NULL, 0, NULL);
    assert_int_equal(ints_len(m), 0);
    assert_true(ints_shrink(m));
    assert_true(ints_put(m, 1, 1));
    ints_free(m);
}

/* Beside single puts of the same entries; keys that are there are overwritten, and when
 * none is new nothing moves. */
static void put_all_is_as_many_puts(void **state)
{
    unsigned random = 1;

    (void)state;
    for (size_t n = 0; n < 60; n++) {
        ints *one = ints_make(0);
        ints *all = ints_make(0);
        for (int round = 0; round < 4; round++) {
            int keys[60];
            long values[60];
            ints_iter it, other;
            for (size_t i = 0; i < n; i++) {
                random = random * 1664525u + 1013904223u;
                keys[i] = (int)(random >> 16) % 90;
                values[i] = (long)(random >> 8);
                assert_true(ints_put(one, keys[i], values[i]));
            }
            assert_true(ints_put_all(all, keys, values, n));
            ints_iter_init(&it, one);
            ints_iter_init(&other, all);
            while (ints_next(&it)) {
                assert_true(ints_next(&other));
                assert_int_equal(*it.key, *other.key);
                assert_int_equal(*it.value, *other.value);
            }
            assert_false(ints_next(&other));
            ints_iter_init(&other, all);
            assert_true(ints_put_all(all, keys, values, n));
            while (ints_next(&other))
                continue;
        }
        ints_free(one);
        ints_free(all);
    }
    assert_panics(ints_put_all(NULL, NULL, NULL, 0), "assignment to entry in nil map");
}

/* Each allocation fails once: all entries are put, or none. */
static void put_all_or_nothing(void **state)
{
    const char *first[] = { "b", "d", "f" };
    const char *keys[] = { "e", "a", "b", "g", "c", "a", "d", "h", "i", "j", "k", "l" };
    int values[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
    size_t fail;
    bool done = false;

    (void)state;
    for (fail = 1; !done; fail++) {
        FailingHeap heap = { 0 };
        RmapOptions options = failing_heap_options(&heap);
        texts *m = texts_build(first, values, 3, &options);
        assert_non_null(m);
        heap.fail_at = heap.calls + fail;
        done = texts_put_all(m, keys, values, 12);
        check_order(&texts_type, &m->s);
        assert_int_equal(texts_len(m), done ? 12 : 3);
        assert_int_equal(*texts_get(m, "b"), done ? 3 : 1);
        assert_int_equal(*texts_get(m, "f"), 3);
        assert_int_equal(texts_get(m, "a") != NULL, done);
        assert_int_equal(texts_stats(m).data + texts_stats(m).metadata, heap.bytes);
        texts_free(m);
        assert_int_equal(heap.blocks, 0);
    }
    assert_true(fail > 10);
    for (size_t n = 1; n < 8; n++) {
        FailingHeap heap = { .fail_at = n };
        RmapOptions options = failing_heap_options(&heap);
        assert_null(texts_build(first, values, 3, &options));
        assert_int_equal(heap.blocks, 0);
    }
}

static void room_is_kept_and_given_back(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ints *m = ints_make_with(100, &options);
    size_t calls = heap.calls;
    ints_iter it;

    (void)state;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 100; i++)
            assert_true(ints_put(m, -i, i));
        ints_clear(m);
    }
    assert_int_equal(heap.calls, calls);
    assert_int_equal(ints_stats(m).clears, 3);
    assert_true(ints_put(m, 1, 1));
    ints_iter_init(&it, m);
    assert_true(ints_reserve(m, 50));
    assert_true(ints_next(&it));
    heap.fail_every = 1;
    assert_false(ints_reserve(m, 1000));
    assert_false(ints_shrink(m));
    assert_false(ints_reserve(m, SIZE_MAX));
    heap.fail_every = 0;
    assert_true(ints_reserve(m, 1000));
    assert_panics(ints_next(&it), "iteration goes on after room was reserved");
    ints_iter_init(&it, m);
    assert_true(ints_shrink(m));
    assert_panics(ints_next(&it), "iteration goes on after its map was shrunk");
    assert_int_equal(*ints_get(m, 1), 1);
    assert_int_equal(ints_stats(m).slots, 1);
    ints_free(m);
    m = ints_make_with(SIZE_MAX, &options); /* absurd: ignored */
    assert_int_equal(ints_stats(m).slots, 0);
    ints_free(m);
    heap.fail_every = 1;
    assert_null(ints_make_with(5, &options));
    heap = (FailingHeap){ .fail_at = 2 };
    assert_null(ints_make_with(5, &options));
    assert_int_equal(heap.blocks, 0);
    assert_panics(ints_reserve(NULL, 1), "assignment to entry in nil map");
}

static void set_of_many(void **state)
{
    const uint8_t keys[] = { 9, 3, 7, 3, 9 };
    numbers *m = numbers_build(keys, 5, NULL);
    const uint8_t more[] = { 1, 9, 10 };

    (void)state;
    assert_int_equal(numbers_len(m), 3);
    assert_true(numbers_put_all(m, more, 3));
    assert_int_equal(numbers_len(m), 5);
    assert_true(numbers_has(m, 10) && numbers_has(m, 1) && !numbers_has(m, 2));
    check_order(&numbers_type, &m->s);
    numbers_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ORDERED_TESTS,
        cmocka_unit_test(build_sorts_and_the_last_wins),
        cmocka_unit_test(put_all_is_as_many_puts),
        cmocka_unit_test(put_all_or_nothing),
        cmocka_unit_test(room_is_kept_and_given_back),
        cmocka_unit_test(set_of_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
