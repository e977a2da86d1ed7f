/* RMAP_DEBUG on a map in one array, whose header is BODY_HEADER: misuse that is only
 * sometimes fatal is fatal at once, and named; what is lawful stays so. */
#include "cmocka_all.h"
#include "panic_trap.h"

/* Without: it can be defined afterwards. */
#define RMAP_NAME            plain
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include BODY_HEADER

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include BODY_HEADER

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
#include BODY_HEADER

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

static void meddle_reserve(Meddler *self)
{
    meddled_reserve(self->map, 10);
}

static void meddle_shrink(Meddler *self)
{
    meddled_shrink(self->map);
}

static void meddle_free(Meddler *self)
{
    meddled_free(self->map);
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
static void expect_meddling(void (*meddle)(Meddler *), const char *message)
{
    for (int deleting = 0; deleting < 2; deleting++) {
        meddled *m = meddled_make(0);
        Meddler harmless = { NULL, NULL };
        Meddler key = { m, NULL };
        assert_true(meddled_put(m, &harmless, 0));
        key.meddle = meddle;
        if (deleting)
            assert_panics(meddled_delete(m, &key), message);
        else
            assert_panics(meddled_put(m, &key, 0), message);
        m->f.guard.writing = 0; /* the handler left by longjmp */
        meddled_free(m);
    }
}

static void concurrent_use(void **state)
{
    (void)state;
    expect_meddling(meddle_put, "concurrent map writes");
    expect_meddling(meddle_delete, "concurrent map writes");
    expect_meddling(meddle_clear, "concurrent map writes");
    expect_meddling(meddle_reserve, "concurrent map writes");
    expect_meddling(meddle_shrink, "concurrent map writes");
    expect_meddling(meddle_free, "concurrent map writes");
    expect_meddling(meddle_get, "concurrent map read and map write");
    expect_meddling(meddle_iterate, "concurrent map read and map write");
}

/* The flag of a write that another thread is in the middle of, or has just ended. */
static void concurrent_iteration_and_write(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    assert_true(ints_put(m, 1, 1));
    ints_iter_init(&it, m);
    m->f.guard.writing = 1;
    assert_panics(ints_next(&it), "concurrent map iteration and map write");
    m->f.guard.writing = 0;
    assert_panics(rmap_guard_write_end(&ints_type.who, &m->f.guard),
                  "concurrent map writes");
    ints_free(m);
}

/* A map of four entries with an iteration that stands on one of them. */
static ints *begun(ints_iter *it, size_t hint)
{
    ints *m = ints_make(hint);

    for (int64_t k = 0; k < 4; k++)
        assert_true(ints_put(m, k, k));
    ints_iter_init(it, m);
    assert_true(ints_next(it));
    return m;
}

static void iteration_dies(void **state)
{
    ints_iter it;
    ints *m = begun(&it, 0);

    (void)state;
    assert_true(ints_put(m, 4, 4)); /* there is room, by chance */
    assert_panics(ints_next(&it), "iteration goes on after a new key was put");
    ints_free(m);
    m = begun(&it, 0);
    assert_true(ints_reserve(m, 1000));
    assert_panics(ints_next(&it), "iteration goes on after room was reserved");
    ints_free(m);
    m = begun(&it, 1000);
    assert_true(ints_shrink(m));
    assert_panics(ints_next(&it), "iteration goes on after its map was shrunk");
    ints_free(m);
    m = begun(&it, 0);
    ints_clear(m);
    assert_panics(ints_next(&it), "iteration goes on after its map was cleared");
    ints_iter_end(&it); /* leaving it is lawful */
    assert_false(ints_next(&it));
    ints_free(m);
    m = begun(&it, 10); /* room was made, but what is deleted may cost it */
    assert_true(ints_delete(m, 0));
    assert_true(ints_put(m, 10, 0));
    assert_panics(ints_next(&it), "iteration goes on after a new key was put");
    ints_free(m);
}

static void iteration_lives(void **state)
{
    ints_iter it;
    ints *m = begun(&it, 100);
    int64_t fresh = 100;

    (void)state;
    do {
        assert_true(ints_put(m, fresh++, 0)); /* into room that was made */
    } while (ints_next(&it) && ints_len(m) < 100);
    ints_iter_init(&it, m);
    while (ints_next(&it)) {
        assert_true(ints_put(m, *it.key, 7)); /* an entry that is there */
        assert_true(ints_delete(m, *it.key));
        ints_delete(m, *it.key + 1);
    }
    assert_int_equal(ints_len(m), 0);
    assert_true(ints_reserve(m, 1000));
    ints_iter_init(&it, m);
    assert_true(ints_reserve(m, 500)); /* there is room already: nothing moves */
    assert_false(ints_next(&it));
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
    assert_true(ints_delete(m, 1));
    assert_panics(ints_deref(m, ref), "use of a borrowed pointer after a delete");
    assert_true(ints_put(m, 1, 10)); /* perhaps in the same slot */
    assert_panics(ints_deref(m, ref),
                  "use of a borrowed pointer after a new key was put");
    ref = ints_borrow(m, 1);
    assert_true(ints_reserve(m, 100));
    assert_panics(ints_deref(m, ref),
                  "use of a borrowed pointer after room was reserved");
    ref = ints_borrow(m, 1);
    assert_true(ints_shrink(m));
    assert_panics(ints_deref(m, ref),
                  "use of a borrowed pointer after its map was shrunk");
    ref = ints_borrow(m, 1);
    ints_clear(m);
    assert_panics(ints_deref(m, ref), "use of a borrowed pointer after clear");
    ints_free(m);
}

static void borrow_lives(void **state)
{
    ints *m = ints_make(100);
    ints_ref ref;

    (void)state;
    assert_null(ints_deref(NULL, ints_borrow(NULL, 1)));
    assert_true(ints_put(m, 1, 10));
    ref = ints_borrow(m, 1);
    for (int64_t k = 2; k < 100; k++) {
        assert_true(ints_put(m, k, k)); /* into room that was made */
        assert_true(ints_put(m, 1, -k));
        assert_int_equal(*ints_deref(m, ref), -k);
    }
    assert_true(ints_delete(m, 2)); /* another */
    assert_int_equal(*ints_deref(m, ref), -99);
    ref = ints_borrow(m, -5);
    assert_true(ints_put(m, -6, 0));
    assert_null(ints_deref(m, ref)); /* nothing was borrowed */
    ints_free(m);
}

/* Without RMAP_DEBUG there are no traps: the iteration ends when something has moved,
 * the pointer is as it is. */
static void no_traps_without_debug(void **state)
{
    plain *m = plain_make(0);
    plain_ref ref;
    plain_iter it;

    (void)state;
    assert_true(plain_put(m, 1, 10) && plain_put(m, 3, 30));
    ref = plain_borrow(m, 1);
    plain_iter_init(&it, m);
    assert_true(plain_put(m, 2, 20));
    assert_ptr_equal(plain_deref(m, ref), ref.value);
    assert_true(plain_next(&it));
    plain_clear(m);
    assert_true(plain_put(m, 1, 10));
    assert_false(plain_next(&it));
    m->f.guard.writing = 1;
    assert_int_equal(*plain_get(m, 1), 10);
    plain_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(concurrent_use),
        cmocka_unit_test(concurrent_iteration_and_write),
        cmocka_unit_test(iteration_dies),
        cmocka_unit_test(iteration_lives),
        cmocka_unit_test(borrow_dies),
        cmocka_unit_test(borrow_lives),
        cmocka_unit_test(no_traps_without_debug),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
