/* The plain life of a map: what the functions return, and the nil law. */
#include "cmocka_all.h"
#include "panic_trap.h"

#include <stdbool.h>
#include <string.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME            names
#define RMAP_KEY             const char *
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

static void put_get_delete(void **state)
{
    names *m = names_make(0);
    char key[16];
    bool found;

    (void)state;
    assert_non_null(m);
    strcpy(key, "alpha");
    assert_true(names_put(m, "alpha", 1));
    assert_true(names_put(m, "beta", 2));
    assert_int_equal(names_len(m), 2);
    assert_int_equal(*names_get(m, key), 1);
    assert_null(names_get(m, "gamma"));
    assert_int_equal(*names_get_or_put(m, "gamma", &found), 0);
    assert_false(found);
    *names_get_or_put(m, "gamma", &found) += 3;
    assert_true(found);
    assert_int_equal(*names_get(m, "gamma"), 3);
    assert_true(names_delete(m, "alpha"));
    assert_false(names_delete(m, "alpha"));
    assert_int_equal(names_len(m), 2);
    names_clear(m);
    assert_int_equal(names_len(m), 0);
    assert_null(names_get(m, "beta"));
    names_free(m);
}

static void many_keys(void **state)
{
    enum { N = 20000 };
    static unsigned char seen[N];
    ints *m = ints_make(0);
    ints_iter it;
    size_t n = 0;

    (void)state;
    for (int64_t k = 0; k < N; k++)
        assert_true(ints_put(m, k, k * 3));
    for (int64_t k = 0; k < N; k++)
        assert_int_equal(*ints_get(m, k), k * 3);
    ints_iter_init(&it, m);
    while (ints_next(&it)) {
        assert_int_equal(*it.value, *it.key * 3);
        assert_int_equal(seen[*it.key]++, 0);
        n++;
    }
    assert_int_equal(n, N);
    for (int64_t k = 0; k < N; k += 2)
        assert_true(ints_delete(m, k));
    for (int64_t k = 0; k < N; k++)
        assert_int_equal(ints_get(m, k) != NULL, k % 2);
    assert_int_equal(ints_len(m), N / 2);
    ints_free(m);
}

static void nil_reads_empty(void **state)
{
    ints *nil = NULL;
    ints_iter it;

    (void)state;
    assert_null(ints_get(nil, 1));
    assert_int_equal(ints_len(nil), 0);
    assert_false(ints_delete(nil, 1));
    ints_iter_init(&it, nil);
    assert_false(ints_next(&it));
    ints_iter_end(&it);
    ints_free(nil);
}

static void nil_write_panics(void **state)
{
    (void)state;
    assert_panics(ints_put(NULL, 1, 1), "assignment to entry in nil map");
    assert_panics(ints_get_or_put(NULL, 1, NULL), "assignment to entry in nil map");
    assert_panics(ints_clear(NULL), "clear of nil map");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(put_get_delete),
        cmocka_unit_test(many_keys),
        cmocka_unit_test(nil_reads_empty),
        cmocka_unit_test(nil_write_panics),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
