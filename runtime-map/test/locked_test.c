#include "locked_body.h"

/* ---- over other members and sets ---- */

#define RMAP_NAME            numbers
#define RMAP_KEY             int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_NAME   shared_numbers
#define RMAP_OF     numbers
#define RMAP_OF_SET 1
#include "rmap/locked.h"

#define RMAP_NAME       squares
#define RMAP_KEY        int
#define RMAP_VALUE      int
#define RMAP_LESS(a, b) ((a) < (b))
#include "rmap/btree.h"

#define RMAP_NAME shared_squares
#define RMAP_OF   squares
#include "rmap/locked.h"

#define RMAP_NAME        words
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include "rmap/hmap.h"

#define RMAP_NAME shared_words
#define RMAP_OF   words
#include "rmap/locked.h"

/* For a map that has no NAME_stats: the same without it. */
#define RMAP_NAME        bare
#define RMAP_OF          ints
#define RMAP_OF_NO_STATS 1
#include "rmap/locked.h"

static void over_other_members(void **state)
{
    shared_numbers *n = shared_numbers_make(0);
    shared_squares *s = shared_squares_make(0);
    shared_words *w = shared_words_make(0);
    bare *b = bare_make(0);
    bool was_there = true;
    int value = 0;

    (void)state;
    assert_true(shared_numbers_add(n, 1, &was_there));
    assert_false(was_there);
    assert_true(shared_numbers_add(n, 1, &was_there));
    assert_true(was_there);
    assert_true(shared_numbers_has(n, 1));
    assert_true(shared_numbers_delete(n, 1));
    assert_int_equal(shared_numbers_len(n), 0);
    for (int i = 0; i < 100; i++)
        assert_true(shared_squares_put(s, i, i * i));
    assert_true(shared_squares_take(s, 9, &value));
    assert_int_equal(value, 81);
    assert_int_equal(shared_squares_stats(s).entries, 99);
    assert_true(shared_words_put(w, "one", 1));
    assert_true(shared_words_get(w, "one", &value));
    assert_int_equal(value, 1);
    shared_words_clear(w);
    assert_false(shared_words_has(w, "one"));
    assert_true(bare_put(b, 1, 1));
    shared_numbers_free(n);
    shared_squares_free(s);
    shared_words_free(w);
    bare_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(over_other_members),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    return run_locked_tests() + failed;
}
