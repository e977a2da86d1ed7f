/* The set form, and keys that the map owns. */
#include "failing_heap.h"
#include "hmap_check.h"
#include "panic_trap.h"

#include <math.h>
#include <stdio.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            numbers
#define RMAP_KEY             int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME            doubles
#define RMAP_KEY             double
#define RMAP_HASH(key, seed) rmap_hash_double(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME        words
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap/hmap.h"

#define RMAP_NAME        ages
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include "rmap/hmap.h"

/* A bucket of a set has tophashes, keys and the pointer: values take nothing. */
static void a_set_is_keys_alone(void **state)
{
    (void)state;
    assert_int_equal(numbers_type.bucket_size, 8 + 8 * 8 + sizeof(void *));
    assert_int_equal(numbers_type.val_slot, 0);
}

static void add_has_delete(void **state)
{
    numbers *s = numbers_make(0);
    bool was_there = true;
    numbers_iter it;
    int64_t sum = 0;

    (void)state;
    assert_false(numbers_has(NULL, 1));
    assert_false(numbers_has(s, 1));
    for (int64_t k = 0; k < 500; k++) {
        assert_true(numbers_add(s, k, &was_there));
        assert_false(was_there);
        assert_true(numbers_add(s, k / 2, &was_there));
        assert_true(was_there);
    }
    assert_true(numbers_add(s, 1, NULL));
    assert_int_equal(numbers_len(s), 500);
    for (numbers_iter_init(&it, s); numbers_next(&it);)
        sum += *it.key;
    assert_int_equal(sum, 499 * 500 / 2);
    assert_null(it.key);
    for (int64_t k = 0; k < 500; k += 2)
        assert_true(numbers_delete(s, k));
    for (int64_t k = 0; k < 500; k++)
        assert_int_equal(numbers_has(s, k), k % 2);
    hmap_check(&numbers_type, &s->h);
    assert_panics(numbers_add(NULL, 1, NULL), "assignment to entry in nil map");
    numbers_clear(s);
    assert_false(numbers_has(s, 1));
    numbers_free(s);
}

/* The key that was there stays; a NaN is a new one each time. */
static void an_equal_key_stays(void **state)
{
    doubles *s = doubles_make(0);
    doubles_iter it;

    (void)state;
    assert_true(doubles_add(s, 0.0, NULL) && doubles_add(s, -0.0, NULL));
    assert_int_equal(doubles_len(s), 1);
    doubles_iter_init(&it, s);
    assert_true(doubles_next(&it));
    assert_false(signbit(*it.key));
    doubles_iter_end(&it);
    assert_true(doubles_add(s, (double)NAN, NULL) && doubles_add(s, (double)NAN, NULL));
    assert_int_equal(doubles_len(s), 3);
    assert_false(doubles_has(s, (double)NAN));
    doubles_free(s);
}

static const char *text_of(int n, char text[64])
{
    snprintf(text, 64, "%s %d", n % 3 == 0 ? "a rather long key, of number" : "key", n);
    return text;
}

/* The caller's text may change at once: the map has its own, until delete. */
static void the_map_has_its_own_text(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ages *m = ages_make_with(0, &options);
    char text[64];
    size_t blocks;

    (void)state;
    for (int i = 0; i < 300; i++)
        assert_true(ages_put(m, text_of(i, text), i));
    blocks = heap.blocks;
    for (int i = 0; i < 300; i++) {
        assert_true(ages_put(m, text_of(i, text), -i)); /* no second copy */
        bool found = false;
        assert_int_equal(*ages_get_or_put(m, text, &found), -i);
        assert_true(found);
    }
    assert_int_equal(heap.blocks, blocks);
    memset(text, 'x', sizeof text);
    for (int i = 0; i < 300; i++)
        assert_int_equal(*ages_get(m, text_of(i, text)), -i);
    for (int i = 0; i < 300; i += 2)
        assert_true(ages_delete(m, text_of(i, text)));
    assert_int_equal(ages_len(m), 150);
    hmap_check(&ages_type, &m->h);
    ages_clear(m);
    assert_int_equal(heap.blocks, 2);
    assert_true(ages_put(m, "once more", 1));
    ages_free(m);
    assert_int_equal(heap.blocks, 0);
}

/* Deleting the key that the iteration is at, by the map's own text. */
static void deleted_by_its_own_key(void **state)
{
    words *s = words_make(0);
    words_iter it;
    char text[64];

    (void)state;
    for (int i = 0; i < 200; i++)
        assert_true(words_add(s, text_of(i, text), NULL));
    words_iter_init(&it, s);
    while (words_next(&it))
        assert_true(words_delete(s, *it.key));
    assert_int_equal(words_len(s), 0);
    words_free(s);
}

/* Each allocation fails once, that of a copy too: false, and the set is as before. */
static void out_of_memory(void **state)
{
    bool failed = true;
    size_t runs = 0;

    (void)state;
    for (size_t n = 1; failed; n++, runs++) {
        FailingHeap heap = { .fail_at = n };
        RmapOptions options = failing_heap_options(&heap);
        words *s = words_make_with(0, &options);
        char text[64];
        for (int i = 0; s != NULL && i < 60; i++) {
            size_t len = words_len(s);
            bool ok = words_add(s, text_of(i, text), NULL);
            assert_int_equal(words_len(s), len + ok);
            assert_int_equal(words_has(s, text), ok);
        }
        words_free(s);
        assert_int_equal(heap.blocks, 0);
        failed = heap.calls >= n;
    }
    assert_true(runs > 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_is_keys_alone),
        cmocka_unit_test(add_has_delete),
        cmocka_unit_test(an_equal_key_stays),
        cmocka_unit_test(the_map_has_its_own_text),
        cmocka_unit_test(deleted_by_its_own_key),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
