/* The sync map on one thread: what each function says and does. */
#include "atomic_heap.h"
#include "cmocka_all.h"
#include "panic_trap.h"

#include <math.h>
#include <stdio.h>

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME              ints
#define RMAP_KEY               int
#define RMAP_VALUE             int64_t
#define RMAP_HASH(key, seed)   rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)       ((a) == (b))
#define RMAP_VALUE_EQUAL(a, b) ((a) == (b))
#include "rmap/sync.h"

/* A set, whose hash collides: long runs of probing. */
#define RMAP_NAME            crowd
#define RMAP_KEY             uint8_t
#define RMAP_HASH(key, seed) ((key) % 3)
#define RMAP_HASH_AVALANCHES 1
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

typedef struct Wide {
    char text[200];
} Wide;

#define RMAP_NAME            wides
#define RMAP_KEY             double
#define RMAP_VALUE           Wide
#define RMAP_HASH(key, seed) rmap_hash_double(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

#define RMAP_NAME        words
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include "rmap/sync.h"

static void each_function(void **state)
{
    ints *m = ints_make(10);
    int64_t v = -1;
    bool found = true;

    (void)state;
    assert_false(ints_get(m, 1, &v));
    assert_int_equal(v, -1);
    assert_true(ints_put(m, 1, 10));
    assert_true(ints_get(m, 1, &v));
    assert_int_equal(v, 10);
    assert_true(ints_has(m, 1));
    assert_false(ints_has(m, 2));
    assert_true(ints_get(m, 1, NULL));

    assert_true(ints_get_or_put(m, 1, 99, &v, &found));
    assert_true(found);
    assert_int_equal(v, 10);
    assert_true(ints_get_or_put(m, 2, 20, &v, &found));
    assert_false(found);
    assert_int_equal(v, 20);
    assert_true(ints_get_or_put(m, 2, 21, NULL, NULL));
    assert_int_equal(ints_len(m), 2);

    assert_true(ints_swap(m, 2, 22, &v, &found));
    assert_true(found);
    assert_int_equal(v, 20);
    assert_true(ints_swap(m, 3, 30, &v, &found));
    assert_false(found);

    assert_true(ints_take(m, 3, &v));
    assert_int_equal(v, 30);
    assert_false(ints_take(m, 3, &v));
    assert_false(ints_delete(m, 3));
    assert_true(ints_delete(m, 2));
    assert_int_equal(ints_len(m), 1);
    ints_clear(m);
    assert_int_equal(ints_len(m), 0);
    assert_false(ints_has(m, 1));
    ints_free(m);
}

static void comparing_functions(void **state)
{
    ints *m = ints_make(0);
    int64_t v = 0;

    (void)state;
    assert_int_equal(ints_compare_and_swap(m, 1, 0, 1), RMAP_DIFFERENT);
    assert_false(ints_compare_and_delete(m, 1, 0));
    for (int half = 0; half < 2; half++) { /* in the dirty half, then in the read one */
        assert_true(ints_put(m, 1, 10));
        assert_int_equal(ints_compare_and_swap(m, 1, 11, 12), RMAP_DIFFERENT);
        assert_int_equal(ints_compare_and_swap(m, 1, 10, 12), RMAP_SWAPPED);
        assert_true(ints_get(m, 1, &v));
        assert_int_equal(v, 12);
        assert_false(ints_compare_and_delete(m, 1, 10));
        assert_true(ints_compare_and_delete(m, 1, 12));
        assert_false(ints_has(m, 1));
        assert_int_equal(ints_compare_and_swap(m, 1, 12, 13), RMAP_DIFFERENT);
    }
    assert_int_equal(ints_compare_and_swap(NULL, 1, 1, 1), RMAP_DIFFERENT);
    assert_false(ints_compare_and_delete(NULL, 1, 1));
    ints_free(m);
}

static void nil_map(void **state)
{
    ints_iter it;
    int64_t v;

    (void)state;
    assert_false(ints_get(NULL, 1, &v));
    assert_false(ints_has(NULL, 1));
    assert_false(ints_delete(NULL, 1));
    assert_false(ints_take(NULL, 1, &v));
    assert_int_equal(ints_len(NULL), 0);
    assert_int_equal(ints_stats(NULL).metadata, 0);
    ints_iter_init(&it, NULL);
    assert_false(ints_next(&it));
    ints_iter_end(&it);
    ints_free(NULL);
    assert_panics(ints_put(NULL, 1, 1), "assignment to entry in nil map");
    assert_panics(ints_get_or_put(NULL, 1, 1, &v, NULL),
                  "assignment to entry in nil map");
    assert_panics(ints_swap(NULL, 1, 1, &v, NULL), "assignment to entry in nil map");
    assert_panics(crowd_add(NULL, 1, NULL), "assignment to entry in nil map");
    assert_panics(ints_clear(NULL), "clear of nil map");
}

static void free_in_iteration(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    assert_true(ints_put(m, 1, 1));
    ints_iter_init(&it, m);
    assert_true(ints_next(&it));
    assert_panics(ints_free(m), "free of a map that is in use");
    ints_iter_end(&it);
    ints_free(m);
}

/* What an iteration gives stays good until its next step, whatever is done. */
static void iteration_holds_its_entry(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    assert_true(ints_put(m, 1, 10));
    ints_iter_init(&it, m);
    assert_true(ints_next(&it));
    for (int64_t n = 0; n < 1000; n++)
        assert_true(ints_put(m, 1, n));
    ints_clear(m);
    assert_int_equal(*it.key, 1);
    assert_int_equal(*it.value, 10);
    assert_false(ints_next(&it));
    ints_free(m);
}

static void set_form(void **state)
{
    crowd *m = crowd_make(0);
    bool there[256] = { false };
    size_t len = 0;
    unsigned random = 1;
    crowd_iter it;

    (void)state;
    for (int step = 0; step < 20000; step++) {
        bool was = true;
        random = random * 1103515245 + 12345;
        uint8_t key = (uint8_t)(random >> 16) & 63;
        if ((random >> 24) % 2 == 0) {
            assert_true(crowd_add(m, key, &was));
            assert_int_equal(was, there[key]);
        } else {
            assert_int_equal(crowd_delete(m, key), there[key]);
        }
        len -= there[key];
        there[key] = (random >> 24) % 2 == 0;
        len += there[key];
        assert_int_equal(crowd_has(m, key), there[key]);
        if (step % 512 == 0)
            assert_int_equal(crowd_len(m), len);
    }
    for (crowd_iter_init(&it, m); crowd_next(&it); len--)
        assert_true(there[*it.key]);
    assert_int_equal(len, 0);
    crowd_free(m);
}

static void nan_and_wide_values(void **state)
{
    wides *m = wides_make(0);
    Wide w = { "wide" };
    Wide got;

    (void)state;
    assert_true(wides_put(m, 0.0, w));
    assert_true(wides_put(m, -0.0, w));
    assert_int_equal(wides_len(m), 1);
    for (int i = 0; i < 3; i++)
        assert_true(wides_put(m, (double)NAN, w));
    assert_int_equal(wides_len(m), 4);
    assert_false(wides_get(m, (double)NAN, &got));
    assert_true(wides_get(m, 0.0, &got));
    assert_string_equal(got.text, "wide");
    wides_clear(m);
    assert_int_equal(wides_len(m), 0);
    wides_free(m);
}

/* The map copies its keys at the first put, and gives the copies back. */
static void own_keys(void **state)
{
    AtomicHeap heap = { 0 };
    RmapOptions options = atomic_heap_options(&heap);
    words *m = words_make_with(0, &options);
    words_iter it;
    char text[16];

    (void)state;
    for (int i = 0; i < 300; i++) {
        (void)snprintf(text, sizeof text, "word %d", i % 100);
        assert_true(words_put(m, text, i));
        if (i % 4 == 0)
            assert_true(words_delete(m, text));
    }
    memset(text, 0, sizeof text);
    assert_true(words_has(m, "word 99"));
    assert_false(words_has(m, "word 96"));
    for (words_iter_init(&it, m); words_next(&it);) {
        (void)snprintf(text, sizeof text, "word %d", *it.value % 100);
        assert_string_equal(*it.key, text);
    }
    for (size_t n = 1; n <= 4; n++) { /* the box, the entry, the copy, the table */
        size_t blocks = heap.blocks;
        heap.fail_at = heap.calls + n;
        assert_false(words_put(m, "new", 1));
        assert_int_equal(heap.blocks, blocks);
    }
    assert_true(words_put(m, "new", 1));
    words_free(m);
    assert_int_equal(heap.blocks, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_function),
        cmocka_unit_test(comparing_functions),
        cmocka_unit_test(nil_map),
        cmocka_unit_test(free_in_iteration),
        cmocka_unit_test(iteration_holds_its_entry),
        cmocka_unit_test(set_form),
        cmocka_unit_test(nan_and_wide_values),
        cmocka_unit_test(own_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
