/* RMAP_DEBUG: misuse that is only sometimes fatal is fatal at once, and named. */
#include "cmocka_all.h"
#include "panic_trap.h"

#include <stdbool.h>

/* Without either: they can be defined afterwards. */
#define RMAP_NAME            plain
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* A hash function that uses the map it serves: another thread could not do worse, and
 * not as reliably. */
typedef struct Meddler {
    void *map;
    void (*meddle)(struct Meddler *);
} Meddler;

static uint64_t meddler_hash(Meddler *key)
{
    void (*meddle)(Meddler *) = key->meddle;

    key->meddle = NULL; /* once */
    if (meddle != NULL)
        meddle(key);
    return 1;
}

#define RMAP_NAME            meddled
#define RMAP_KEY             Meddler *
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) meddler_hash(key)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

static void meddle_put(Meddler *self)
{
    meddled_put(self->map, self, 1);
}

static void meddle_delete(Meddler *self)
{
    meddled_delete(self->map, self);
}

static void meddle_clear(Meddler *self)
{
    meddled_clear(self->map);
}

static void meddle_get(Meddler *self)
{
    meddled_get(self->map, self);
}

static void meddle_iterate(Meddler *self)
{
    meddled_iter it;
    meddled_iter_init(&it, self->map);
}

/* What happens when hashing a key to be put or deleted does that to the map. */
static void expect_meddling(void (*meddle)(Meddler *), bool deleting,
                            const char *message)
{
    meddled *m = meddled_make(0);
    Meddler harmless = { NULL, NULL };
    Meddler key = { m, NULL };

    assert_true(meddled_put(m, &harmless, 0));
    key.meddle = meddle;
    if (deleting)
        assert_panics(meddled_delete(m, &key), message);
    else
        assert_panics(meddled_put(m, &key, 0), message);
    m->h.flags = 0; /* the handler left by longjmp */
    meddled_free(m);
}

static void concurrent_writes(void **state)
{
    (void)state;
    expect_meddling(meddle_put, false, "concurrent map writes");
    expect_meddling(meddle_put, true, "concurrent map writes");
    expect_meddling(meddle_delete, false, "concurrent map writes");
    expect_meddling(meddle_clear, true, "concurrent map writes");
}

static void concurrent_read_and_write(void **state)
{
    (void)state;
    expect_meddling(meddle_get, false, "concurrent map read and map write");
    expect_meddling(meddle_get, true, "concurrent map read and map write");
    expect_meddling(meddle_iterate, false, "concurrent map read and map write");
}

/* The flag of a write that another thread is in the middle of. */
static void concurrent_iteration_and_write(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    assert_true(ints_put(m, 1, 1));
    ints_iter_init(&it, m);
    m->h.flags |= RMAP_WRITING;
    assert_panics(ints_next(&it), "concurrent map iteration and map write");
    assert_panics(ints_free(m), "concurrent map writes");
    m->h.flags = 0;
    ints_free(m);
}

/* The other write ended in between and took the flag away. */
static void write_end_notices(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    rmap_debug_write_begin(&ints_type, &m->h);
    rmap_debug_write_end(&ints_type, &m->h);
    assert_panics(rmap_debug_write_end(&ints_type, &m->h), "concurrent map writes");
    ints_free(m);
}

static void iteration_after_clear(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    for (int64_t k = 0; k < 20; k++)
        assert_true(ints_put(m, k, k));
    ints_iter_init(&it, m);
    assert_true(ints_next(&it));
    ints_clear(m);
    assert_true(ints_put(m, 1, 1));
    assert_panics(ints_next(&it), "iteration goes on after its map was cleared");
    ints_iter_end(&it); /* leaving it is lawful */
    ints_free(m);
}

/* Lawful, as in Go, and so no trap. */
static void change_in_iteration_is_lawful(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;
    int64_t fresh = 100;

    (void)state;
    for (int64_t k = 0; k < 20; k++)
        assert_true(ints_put(m, k, k));
    ints_iter_init(&it, m);
    while (ints_next(&it)) {
        if (*it.key >= 20)
            continue;
        assert_true(ints_delete(m, *it.key));
        assert_true(ints_put(m, fresh++, 0));
    }
    assert_int_equal(ints_len(m), 20);
    ints_free(m);
}

static void borrow_dies(void **state)
{
    ints *m = ints_make(0);
    ints_ref ref;

    (void)state;
    assert_true(ints_put(m, 1, 10));
    ref = ints_borrow(m, 1);
    assert_true(ints_put(m, 2, 20));
    assert_panics(ints_deref(m, ref),
                  "use of a borrowed pointer after a new key was put");
    ref = ints_borrow(m, 1);
    assert_true(ints_delete(m, 2));
    assert_panics(ints_deref(m, ref), "use of a borrowed pointer after a delete");
    ref = ints_borrow(m, 1);
    ints_clear(m);
    assert_panics(ints_deref(m, ref), "use of a borrowed pointer after clear");
    ints_free(m);
}

/* Without RMAP_DEBUG there are no traps: the iteration ends, the pointer is as it is.
 */
static void no_traps_without_debug(void **state)
{
    plain *m = plain_make(0);
    plain_ref ref;
    plain_iter it;

    (void)state;
    assert_true(plain_put(m, 1, 10));
    ref = plain_borrow(m, 1);
    assert_true(plain_put(m, 2, 20));
    assert_ptr_equal(plain_deref(m, ref), ref.value);
    plain_iter_init(&it, m);
    plain_clear(m);
    assert_true(plain_put(m, 1, 10));
    assert_false(plain_next(&it));
    m->h.flags |= RMAP_WRITING;
    assert_int_equal(*plain_get(m, 1), 10);
    plain_free(m);
}

static void borrow_lives(void **state)
{
    ints *m = ints_make(0);
    ints_ref ref;

    (void)state;
    assert_null(ints_deref(NULL, ints_borrow(NULL, 1)));
    for (int64_t k = 0; k < 100 || m->h.oldbuckets == NULL; k++)
        assert_true(ints_put(m, k, k));
    ref = ints_borrow(m, 1);
    for (int64_t k = 0; k < 100;
         k++) /* overwriting moves nothing, in a growth either */
        assert_true(ints_put(m, k, -k));
    assert_false(m->h.oldbuckets == NULL);
    assert_non_null(ints_get(m, 1));
    assert_ptr_equal(ints_deref(m, ref), ints_get(m, 1));
    assert_int_equal(*ints_deref(m, ref), -1);
    ints_free(m);

    m = ints_make(0);
    assert_true(ints_put(m, 1, 10));
    ref = ints_borrow(m, 1);
    assert_false(ints_delete(m, 2)); /* deleting nothing is nothing, when not growing */
    assert_int_equal(*ints_deref(m, ref), 10);
    ref = ints_borrow(m, -5);
    assert_true(ints_put(m, -6, 0));
    assert_null(ints_deref(m, ref)); /* nothing was borrowed */
    ints_free(m);
}

static void nil_map_still_reads_empty(void **state)
{
    ints_iter it;

    (void)state;
    assert_null(ints_get(NULL, 1));
    assert_false(ints_delete(NULL, 1));
    ints_iter_init(&it, NULL);
    assert_false(ints_next(&it));
    ints_free(NULL);
    assert_panics(ints_put(NULL, 1, 1), "assignment to entry in nil map");
    assert_panics(ints_clear(NULL), "clear of nil map");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(concurrent_writes),
        cmocka_unit_test(concurrent_read_and_write),
        cmocka_unit_test(concurrent_iteration_and_write),
        cmocka_unit_test(write_end_notices),
        cmocka_unit_test(iteration_after_clear),
        cmocka_unit_test(change_in_iteration_is_lawful),
        cmocka_unit_test(borrow_dies),
        cmocka_unit_test(borrow_lives),
        cmocka_unit_test(no_traps_without_debug),
        cmocka_unit_test(nil_map_still_reads_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
