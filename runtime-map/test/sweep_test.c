/* The sweeper over hmap and flat, with traps on: what it does must be lawful. */
#include "atomic_heap.h"
#include "cmocka_all.h"
#include "panic_trap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME            hmap_ages
#define RMAP_KEY             int
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME                     hmap_sweeper
#define RMAP_OF                       hmap_ages
#define RMAP_EXPIRED(key, value, now) ((now) - *(value) > 95)
#include "rmap/sweep.h"

#define RMAP_NAME            flat_ages
#define RMAP_KEY             int
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_NAME                     flat_sweeper
#define RMAP_OF                       flat_ages
#define RMAP_OF_FLAT                  1
#define RMAP_EXPIRED(key, value, now) ((now) - *(value) > 95)
#include "rmap/sweep.h"

#define TEST(name) hmap_##name
#include "sweep_body.h"
#undef TEST
#define TEST(name) flat_##name
#include "sweep_body.h"
#undef TEST

/* ---- values that own memory, keys that the map owns ---- */

#define RMAP_NAME        names
#define RMAP_KEY         const char *
#define RMAP_VALUE       char *
#define RMAP_OWN_STRINGS 1
#include "rmap/hmap.h"

#define RMAP_NAME                     name_sweeper
#define RMAP_OF                       names
#define RMAP_TIME                     int
#define RMAP_EXPIRED(key, value, now) (strlen(*(key)) < (size_t)(now))
#define RMAP_DROP(key, value)         free(*(value))
#include "rmap/sweep.h"

#define RMAP_NAME        flat_names
#define RMAP_KEY         const char *
#define RMAP_VALUE       char *
#define RMAP_OWN_STRINGS 1
#include "rmap/flat.h"

#define RMAP_NAME                     flat_name_sweeper
#define RMAP_OF                       flat_names
#define RMAP_OF_FLAT                  1
#define RMAP_TIME                     int
#define RMAP_EXPIRED(key, value, now) (strlen(*(key)) < (size_t)(now))
#define RMAP_DROP(key, value)         free(*(value))
#include "rmap/sweep.h"

static void owned_entries_are_freed(void **state)
{
    AtomicHeap heap = { 0 };
    RmapOptions options = atomic_heap_options(&heap);
    names *m = names_make_with(0, &options);
    flat_names *f = flat_names_make_with(0, &options);
    name_sweeper s;
    flat_name_sweeper t;
    char text[32];

    (void)state;
    for (int i = 0; i < 300; i++) {
        (void)snprintf(text, sizeof text, "%d", i);
        assert_true(names_put(m, text, strdup(text)));
        assert_true(flat_names_put(f, text, strdup(text)));
    }
    name_sweeper_init(&s, m);
    assert_int_equal(name_sweeper_run(&s, 3, 1000), 100); /* 0 to 99 */
    assert_int_equal(name_sweeper_run(&s, 4, 1000), 200);
    assert_int_equal(names_len(m), 0);
    flat_name_sweeper_init(&t, f);
    assert_int_equal(flat_name_sweeper_run(&t, 3, 1000), 100);
    assert_int_equal(flat_name_sweeper_run(&t, 4, 1000), 200);
    assert_int_equal(flat_names_len(f), 0);
    names_free(m);
    flat_names_free(f);
    assert_int_equal(heap.blocks, 0);
}

/* ---- keys and values that are the user's, and freed with their entry ---- */

#define DROP_BOTH(key, value) (free((char *)(uintptr_t)*(key)), free(*(value)))

#define RMAP_NAME            lent
#define RMAP_KEY             const char *
#define RMAP_VALUE           char *
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

#define RMAP_NAME                     lent_sweeper
#define RMAP_OF                       lent
#define RMAP_TIME                     int
#define RMAP_EXPIRED(key, value, now) (strlen(*(key)) < (size_t)(now))
#define RMAP_DROP(key, value)         DROP_BOTH(key, value)
#include "rmap/sweep.h"

#define RMAP_NAME            flat_lent
#define RMAP_KEY             const char *
#define RMAP_VALUE           char *
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/flat.h"

#define RMAP_NAME                     flat_lent_sweeper
#define RMAP_OF                       flat_lent
#define RMAP_OF_FLAT                  1
#define RMAP_TIME                     int
#define RMAP_EXPIRED(key, value, now) (strlen(*(key)) < (size_t)(now))
#define RMAP_DROP(key, value)         DROP_BOTH(key, value)
#include "rmap/sweep.h"

/* RMAP_DROP may free what the key points to: nothing looks at it afterwards. */
static void lent_keys_are_freed(void **state)
{
    lent *m = lent_make(0);
    flat_lent *f = flat_lent_make(0);
    lent_sweeper s;
    flat_lent_sweeper t;
    char text[32];

    (void)state;
    for (int i = 0; i < 300; i++) {
        (void)snprintf(text, sizeof text, "%d", i);
        assert_true(lent_put(m, strdup(text), strdup(text)));
        assert_true(flat_lent_put(f, strdup(text), strdup(text)));
    }
    lent_sweeper_init(&s, m);
    assert_int_equal(lent_sweeper_run(&s, 3, 1000), 100); /* 0 to 99 */
    assert_int_equal(lent_sweeper_run(&s, 4, 1000), 200);
    assert_int_equal(lent_len(m), 0);
    flat_lent_sweeper_init(&t, f);
    assert_int_equal(flat_lent_sweeper_run(&t, 3, 1000), 100);
    assert_int_equal(flat_lent_sweeper_run(&t, 4, 1000), 200);
    assert_int_equal(flat_lent_len(f), 0);
    lent_free(m);
    flat_lent_free(f);
}

/* ---- keys that nothing finds ---- */

#define RMAP_NAME            nans
#define RMAP_KEY             double
#define RMAP_VALUE           int *
#define RMAP_HASH(key, seed) rmap_hash_double(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME                     nan_sweeper
#define RMAP_OF                       nans
#define RMAP_EXPIRED(key, value, now) ((now) > 1)
#define RMAP_DROP(key, value)         (++**(value))
#include "rmap/sweep.h"

/* What stays in the map is not dropped, or it would be again in each pass. */
static void a_nan_is_not_dropped(void **state)
{
    nans *m = nans_make(0);
    int dropped = 0;
    nan_sweeper s;

    (void)state;
    assert_true(nans_put(m, 1.0, &dropped));
    assert_true(nans_put(m, NAN, &dropped));
    nan_sweeper_init(&s, m);
    while (s.passes < 3)
        (void)nan_sweeper_run(&s, 2, 10);
    assert_int_equal(dropped, 1);
    assert_int_equal(s.expired, 1);
    assert_int_equal(nans_len(m), 1);
    nans_free(m);
}

/* Over an hmap the pass is an iteration: to clear the map under it is a fault. */
static void clear_in_a_pass(void **state)
{
    hmap_ages *m = hmap_ages_make(0);
    hmap_sweeper s;

    (void)state;
    for (int key = 0; key < 20; key++)
        assert_true(hmap_ages_put(m, key, 1));
    hmap_sweeper_init(&s, m);
    assert_int_equal(hmap_sweeper_run(&s, 1, 5), 0);
    hmap_ages_clear(m);
    assert_panics((void)hmap_sweeper_run(&s, 1, 5),
                  "iteration goes on after its map was cleared");
    hmap_sweeper_end(&s);
    assert_int_equal(hmap_sweeper_run(&s, 1, 5), 0);
    hmap_sweeper_end(&s);
    hmap_ages_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hmap_removes_what_expired),
        cmocka_unit_test(hmap_lives_with_changes),
        cmocka_unit_test(hmap_nothing_to_do),
        cmocka_unit_test(flat_removes_what_expired),
        cmocka_unit_test(flat_lives_with_changes),
        cmocka_unit_test(flat_nothing_to_do),
        cmocka_unit_test(owned_entries_are_freed),
        cmocka_unit_test(lent_keys_are_freed),
        cmocka_unit_test(a_nan_is_not_dropped),
        cmocka_unit_test(clear_in_a_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
