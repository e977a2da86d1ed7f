/*
 * What holds of the ordered members alike, btree and sorted. Included once by the test
 * of each, which defines
 *
 *     ORDERED_HEADER        the member's header
 *     ORDERED_GUARD(m)      the guard of a map
 *     ORDERED_CHECK(t, m)   what else must be true of a map of type `t`
 *     ORDERED_KEPT          blocks that a cleared map keeps
 *
 * and lists the tests by ORDERED_TESTS.
 */
#include "cmocka_all.h"
#include "failing_heap.h"
#include "panic_trap.h"

#include <stdbool.h>
#include <stdio.h>

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME       ints
#define RMAP_KEY        int
#define RMAP_VALUE      long
#define RMAP_LESS(a, b) ((a) < (b))
#include ORDERED_HEADER

/* Large: in btree three entries a node, the deepest trees. */
typedef struct Big {
    int n;
    unsigned char rest[200];
} Big;

#define RMAP_NAME          bigs
#define RMAP_KEY           Big
#define RMAP_VALUE         char
#define RMAP_COMPARE(a, b) (((a).n > (b).n) - ((a).n < (b).n))
#include ORDERED_HEADER

#define RMAP_NAME        texts
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include ORDERED_HEADER

#define RMAP_NAME       numbers
#define RMAP_KEY        uint8_t
#define RMAP_LESS(a, b) ((a) < (b))
#include ORDERED_HEADER

/* ---- what is told one by one ---- */

static void nil_reads_as_empty(void **state)
{
    ints_iter it;

    (void)state;
    assert_int_equal(ints_len(NULL), 0);
    assert_null(ints_get(NULL, 1));
    assert_false(ints_delete(NULL, 1));
    assert_null(ints_deref(NULL, ints_borrow(NULL, 1)));
    ints_iter_init(&it, NULL);
    assert_false(ints_next(&it));
    ints_iter_range(&it, NULL, 1, 2);
    assert_false(ints_next(&it));
    assert_false(ints_first(&it, NULL));
    assert_false(ints_last(&it, NULL));
    assert_int_equal(ints_stats(NULL).buckets, 0);
    ints_free(NULL);
    assert_panics(ints_put(NULL, 1, 1), "assignment to entry in nil map");
    assert_panics(numbers_add(NULL, 1, NULL), "assignment to entry in nil map");
    assert_panics(ints_clear(NULL), "clear of nil map");
}

static void ranges_are_half_open(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    for (int i = 0; i < 1000; i++)
        assert_true(ints_put(m, 2 * i, i));
    for (int from = -3; from < 2004; from += 7) {
        for (int to = from - 1; to < 2010; to += 41) {
            int expected = from <= 0 ? 0 : from + (from & 1);
            int end = to < 2000 ? to + (to & 1) : 2000;
            if (end < expected)
                end = expected;
            for (ints_iter_range(&it, m, from, to); ints_next(&it); expected += 2)
                assert_int_equal(*it.key, expected);
            assert_int_equal(expected, end);
            assert_false(ints_next(&it));
        }
    }
    ints_iter_from(&it, m, 1997);
    assert_true(ints_next(&it));
    assert_int_equal(*it.key, 1998);
    assert_false(ints_next(&it));
    assert_true(ints_first(&it, m));
    assert_int_equal(*it.key, 0);
    assert_true(ints_next(&it));
    assert_int_equal(*it.key, 2);
    assert_true(ints_last(&it, m));
    assert_int_equal(*it.key, 1998);
    assert_int_equal(*it.value, 999);
    assert_false(ints_next(&it));
    ints_free(m);
}

/* put replaces the key by its equal; get_or_put and add keep the one that is there. */
static void which_key_stays(void **state)
{
    bigs *m = bigs_make(0);
    Big one = { .n = 1, .rest = "first" };
    Big other = { .n = 1, .rest = "second" };
    bigs_iter it;
    bool found = false;

    (void)state;
    assert_true(bigs_put(m, one, 'a'));
    assert_int_equal(*bigs_get_or_put(m, other, &found), 'a');
    assert_true(found);
    assert_true(bigs_first(&it, m));
    assert_string_equal((const char *)it.key->rest, "first");
    assert_true(bigs_put(m, other, 'b'));
    assert_true(bigs_first(&it, m));
    assert_string_equal((const char *)it.key->rest, "second");
    assert_int_equal(bigs_len(m), 1);
    bigs_free(m);
}

static void sets_have_no_values(void **state)
{
    numbers *m = numbers_make(0);
    numbers_iter it;
    bool was_there = true;
    int sum = 0;

    (void)state;
    for (unsigned i = 0; i < 256; i++) {
        assert_true(numbers_add(m, (uint8_t)(i * 37), &was_there));
        assert_false(was_there);
    }
    assert_true(numbers_add(m, 5, &was_there));
    assert_true(was_there);
    ORDERED_CHECK(&numbers_type, m);
    assert_int_equal(numbers_len(m), 256);
    assert_true(numbers_delete(m, 77));
    assert_false(numbers_has(m, 77));
    assert_true(numbers_has(m, 78));
    for (numbers_iter_range(&it, m, 70, 80); numbers_next(&it);)
        sum += *it.key;
    assert_int_equal(sum, 745 - 77);
    numbers_free(m);
}

static void strings_are_owned(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    texts *m = texts_make_with(0, &options);
    texts_iter it;
    char text[16];
    char last[16] = "";
    size_t seen = 0;

    (void)state;
    for (int i = 0; i < 500; i++) {
        snprintf(text, sizeof text, "key %d", i * 7 % 500);
        assert_true(texts_put(m, text, i));
        assert_true(texts_put(m, text, i));
    }
    for (texts_iter_init(&it, m); texts_next(&it); seen++) {
        assert_true(strcmp(last, *it.key) < 0);
        snprintf(last, sizeof last, "%s", *it.key);
    }
    assert_int_equal(seen, 500);
    assert_int_equal(texts_stats(m).data + texts_stats(m).metadata, heap.bytes);
    for (int i = 0; i < 500; i += 2) {
        snprintf(text, sizeof text, "key %d", i);
        assert_true(texts_delete(m, text));
    }
    ORDERED_CHECK(&texts_type, m);
    assert_int_equal(texts_stats(m).data + texts_stats(m).metadata, heap.bytes);
    texts_clear(m);
    assert_int_equal(heap.blocks, ORDERED_KEPT);
    assert_true(texts_put(m, "again", 1));
    texts_free(m);
    assert_int_equal(heap.blocks, 0);
}

/* ---- traps ---- */

static void iterations_die(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    assert_true(ints_put(m, 1, 1) && ints_put(m, 2, 2));
    ints_iter_init(&it, m);
    assert_true(ints_next(&it));
    assert_true(ints_put(m, 1, 10)); /* overwriting moves nothing */
    assert_false(ints_delete(m, 99));
    assert_true(ints_next(&it));
    assert_true(ints_put(m, 3, 3));
    assert_panics(ints_next(&it), "iteration goes on after a new key was put");
    ints_iter_init(&it, m);
    assert_true(ints_delete(m, 3));
    assert_panics(ints_next(&it), "iteration goes on after a delete");
    ints_iter_init(&it, m);
    ints_clear(m);
    assert_panics(ints_next(&it), "iteration goes on after its map was cleared");
    ints_free(m);
}

static void borrows_die(void **state)
{
    ints *m = ints_make(0);
    ints_ref ref;

    (void)state;
    assert_true(ints_put(m, 1, 1));
    ref = ints_borrow(m, 1);
    assert_true(ints_put(m, 1, 2));
    assert_int_equal(*ints_deref(m, ref), 2);
    assert_true(ints_put(m, 2, 2));
    assert_panics(ints_deref(m, ref),
                  "use of a borrowed pointer after a new key was put");
    ref = ints_borrow(m, 1);
    assert_true(ints_delete(m, 2));
    assert_panics(ints_deref(m, ref), "use of a borrowed pointer after a delete");
    ref = ints_borrow(m, 1);
    ints_clear(m);
    assert_panics(ints_deref(m, ref), "use of a borrowed pointer after clear");
    ref = ints_borrow(m, 1);
    assert_true(ints_put(m, 2, 2));
    assert_null(ints_deref(m, ref)); /* nothing was borrowed */
    ints_free(m);
}

static void concurrent_use_is_trapped(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    assert_true(ints_put(m, 1, 1));
    ints_iter_init(&it, m);
    ORDERED_GUARD(m).writing = 1; /* another thread is in the middle of a put */
    assert_panics(ints_put(m, 1, 1), "concurrent map writes");
    assert_panics(ints_delete(m, 1), "concurrent map writes");
    assert_panics(ints_clear(m), "concurrent map writes");
    assert_panics(ints_free(m), "concurrent map writes");
    assert_panics(ints_get(m, 1), "concurrent map read and map write");
    assert_panics(ints_next(&it), "concurrent map iteration and map write");
    ORDERED_GUARD(m).writing = 0;
    assert_panics(rmap_guard_write_end(&ints_type.who, &ORDERED_GUARD(m)),
                  "concurrent map writes"); /* the other took the flag away */
    ints_free(m);
}

/* ---- against a plain array ---- */

enum { KEYS = 600 };

static Big big_of(int n)
{
    Big b = { .n = n };
    return b;
}

static const char *text_of(int n, char text[16])
{
    snprintf(text, 16, "%04d", n);
    return text;
}

#define BODY_NAME      ints
#define MAKE_KEY(n)    (n)
#define KEY_NUMBER(k)  (k)
#define CHECK_SHAPE(m) ORDERED_CHECK(&ints_type, m)
#include "ordered_random_body.h"

#define BODY_NAME      bigs
#define MAKE_KEY(n)    big_of(n)
#define KEY_NUMBER(k)  ((k).n)
#define CHECK_SHAPE(m) ORDERED_CHECK(&bigs_type, m)
#include "ordered_random_body.h"

#define BODY_NAME      texts
#define MAKE_KEY(n)    text_of(n, (char[16]){ 0 })
#define KEY_NUMBER(k)  ((int)strtol(k, NULL, 10))
#define CHECK_SHAPE(m) ORDERED_CHECK(&texts_type, m)
#include "ordered_random_body.h"

static void random_against_an_array(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 20; seed++) {
        ints *i = ints_make(0);
        bigs *b = bigs_make(0);
        texts *t = texts_make(0);
        assert_true(ints_run(i, seed, 6000, 100));
        assert_true(bigs_run(b, seed, 6000, 100));
        assert_true(texts_run(t, seed, 3000, 100));
        ints_free(i);
        bigs_free(b);
        texts_free(t);
    }
}

/* Each allocation of a run fails once; nothing has changed then, and nothing is lost.
 */
static void each_allocation_fails(void **state)
{
    size_t runs = 0;

    (void)state;
    for (bool failed = true; failed; runs++) {
        FailingHeap heap = { .fail_at = runs + 1 };
        RmapOptions options = failing_heap_options(&heap);
        texts *t = texts_make_with(0, &options);
        bigs *b = bigs_make_with(0, &options);
        bool ok = t != NULL && b != NULL;
        if (ok) {
            ok = bigs_run(b, 3, 400, 7);
            ok = texts_run(t, 3, 200, 7) && ok;
            assert_int_equal(ok, heap.calls <= runs);
        }
        failed = !ok;
        bigs_free(b);
        texts_free(t);
        assert_int_equal(heap.blocks, 0);
    }
    assert_true(runs > 50);
}

/* With no memory at all, what needs none works. */
static void no_memory_left(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    bigs *m = bigs_make_with(0, &options);
    int put = 0;

    (void)state;
    for (int i = 0; i < 300; i++)
        assert_true(bigs_put(m, big_of(2 * i), 'x'));
    heap.fail_every = 1;
    for (int i = 0; i < 300; i++)
        put += bigs_put(m, big_of(2 * i + 1), 'y');
    assert_true(put < 300);
    assert_int_equal(bigs_len(m), 300 + (size_t)put);
    assert_true(bigs_put(m, big_of(4), 'z')); /* overwriting needs none */
    for (int i = 0; i < 300; i += 2)
        assert_true(bigs_delete(m, big_of(2 * i)));
    ORDERED_CHECK(&bigs_type, m);
    bigs_clear(m);
    assert_int_equal(bigs_get_or_put(m, big_of(1), NULL) != NULL, ORDERED_KEPT > 1);
    heap.fail_every = 0;
    assert_non_null(bigs_get_or_put(m, big_of(1), NULL));
    bigs_free(m);
    assert_int_equal(heap.blocks, 0);
}

#define ORDERED_TESTS                                                                  \
    cmocka_unit_test(nil_reads_as_empty), cmocka_unit_test(ranges_are_half_open),      \
        cmocka_unit_test(which_key_stays), cmocka_unit_test(sets_have_no_values),      \
        cmocka_unit_test(strings_are_owned), cmocka_unit_test(iterations_die),         \
        cmocka_unit_test(borrows_die), cmocka_unit_test(concurrent_use_is_trapped),    \
        cmocka_unit_test(random_against_an_array),                                     \
        cmocka_unit_test(each_allocation_fails), cmocka_unit_test(no_memory_left)
