/* A map in one array with an allocator that counts, and fails when told to: out of
 * memory is reported, nothing is lost by it, and all is given back with its right size.
 * BODY_HEADER is the map's header, BODY_CHECK(m) checks its layout. */
#include "failing_heap.h"
#include "panic_trap.h"

#include <stdio.h>
#include <stdlib.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME        names
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include BODY_HEADER

static const char *text_of(int n, char text[16])
{
    snprintf(text, 16, "key %d", n);
    return text;
}

#define KEY(n) text_of(n, (char[16]){ 0 })

enum { KEYS = 200, STEPS = 4 * KEYS };

/* What the map must hold: expected[n], or 0 for nothing. */
static void compare(const names *m, const int expected[KEYS])
{
    size_t len = 0;
    size_t steps = 0;
    names_iter it;

    for (int n = 0; n < KEYS; n++) {
        const int *v = names_get(m, KEY(n));
        assert_int_equal(v == NULL ? 0 : *v, expected[n]);
        len += expected[n] != 0;
    }
    assert_int_equal(names_len(m), len);
    for (names_iter_init(&it, m); names_next(&it); steps++)
        assert_int_equal(*it.value, expected[atoi(*it.key + 4)]);
    assert_int_equal(steps, len);
    BODY_CHECK(m);
}

/* Every call that may need memory, expecting failures; true if one failed. */
static bool script(names *m, int expected[KEYS])
{
    bool failed = false;

    for (int i = 0; i < STEPS; i++) {
        int n = i * 7 % KEYS;
        if (i % 5 == 4) {
            assert_int_equal(names_delete(m, KEY(n)), expected[n] != 0);
            expected[n] = 0;
        } else if (i % 2 == 0) {
            int *v = names_get_or_put(m, KEY(n), NULL);
            failed |= v == NULL;
            if (v != NULL)
                *v = expected[n] = i + 1;
        } else if (names_put(m, KEY(n), i + 1)) {
            expected[n] = i + 1;
        } else {
            failed = true;
        }
        if (i % 100 == 50)
            failed |= !names_reserve(m, names_len(m) + 40);
        if (i % 100 == 99)
            failed |= !names_shrink(m);
        if (i % 64 == 0)
            compare(m, expected);
    }
    return failed;
}

/* Each call of the script fails once, in a run of its own. */
static void each_allocation_fails(void **state)
{
    bool failed = true;
    size_t runs = 0;

    (void)state;
    for (size_t n = 1; failed; n++, runs++) {
        FailingHeap heap = { .fail_at = n };
        RmapOptions options = failing_heap_options(&heap);
        int expected[KEYS] = { 0 };
        names *m = names_make_with(20, &options);
        failed = m == NULL || script(m, expected);
        assert_int_equal(failed, heap.calls >= n);
        if (m != NULL) {
            compare(m, expected);
            names_free(m);
        }
        assert_int_equal(heap.blocks, 0);
    }
    assert_true(runs > 100);
}

static void many_allocations_fail(void **state)
{
    (void)state;
    for (size_t every = 2; every < 12; every++) {
        FailingHeap heap = { 0 };
        RmapOptions options = failing_heap_options(&heap);
        int expected[KEYS] = { 0 };
        names *m = names_make_with(0, &options);
        assert_non_null(m);
        heap.fail_every = every;
        assert_true(script(m, expected));
        compare(m, expected);
        names_free(m);
        assert_int_equal(heap.blocks, 0);
    }
}

/* Without memory: reads, deletes, clear and overwriting still work; so does putting
 * where there is room, but for the copy of the key. */
static void no_memory_left(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    names *m = names_make_with(100, &options);
    size_t bytes;

    (void)state;
    for (int n = 0; n < 50; n++)
        assert_true(names_put(m, KEY(n), n));
    bytes = heap.bytes;
    heap.fail_every = 1;
    assert_false(names_put(m, "new", 1));
    assert_null(names_get_or_put(m, "new", NULL));
    assert_null(names_get(m, "new"));
    assert_false(names_reserve(m, 10000));
    assert_false(names_reserve(m, SIZE_MAX));
    assert_int_equal(heap.bytes, bytes);
    assert_true(names_put(m, KEY(3), 4));
    assert_int_equal(*names_get(m, KEY(3)), 4);
    for (int n = 10; n < 50; n++)
        assert_true(names_delete(m, KEY(n)));
    assert_false(names_shrink(m));
    assert_int_equal(names_len(m), 10);
    assert_int_equal(*names_get(m, KEY(3)), 4);
    names_clear(m);
    assert_true(names_shrink(m)); /* no array at all needs no memory */
    heap.fail_every = 0;
    assert_int_equal(heap.blocks, 1);
    assert_true(names_put(m, "new", 1));
    names_free(m);
    assert_int_equal(heap.blocks, 0);
}

static void make_fails(void **state)
{
    (void)state;
    for (size_t n = 1; n < 3; n++) {
        FailingHeap heap = { .fail_at = n };
        RmapOptions options = failing_heap_options(&heap);
        assert_null(names_make_with(1000, &options));
        assert_int_equal(heap.blocks, 0);
    }
}

/* With a hint, nothing is allocated but the map, its array and the keys; a hint that is
 * absurd is none. */
static void hints(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    names *m = names_make_with(KEYS, &options);

    (void)state;
    for (int n = 0; n < KEYS; n++)
        assert_true(names_put(m, KEY(n), n));
    assert_int_equal(heap.blocks, 2 + KEYS);
    assert_int_equal(names_stats(m).growths, 0);
    names_free(m);
    m = names_make_with(SIZE_MAX, &options);
    assert_non_null(m);
    assert_int_equal(heap.blocks, 1);
    names_free(m);
}

/* stats say what the allocator says. */
static void stats_are_true(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    names *m = names_make_with(0, &options);
    RmapStats s;

    (void)state;
    for (int n = 0; n < KEYS; n++) {
        assert_true(names_put(m, "one", n));
        assert_true(names_reserve(m, (size_t)n * 3));
        s = names_stats(m);
        assert_int_equal(s.metadata + s.data, heap.bytes - sizeof "one");
    }
    assert_int_equal(s.entries, 1);
    names_clear(m);
    assert_int_equal(names_stats(m).clears, 1);
    names_free(m);
}

typedef struct Told {
    size_t events[RMAP_EVENT_FREE + 1];
    size_t bytes;
} Told;

static void told(void *ctx, const RmapEvent *event)
{
    Told *t = ctx;

    t->events[event->kind]++;
    t->bytes = event->bytes;
    assert_string_equal(event->type, "names");
}

static void events_are_told(void **state)
{
    FailingHeap heap = { 0 };
    Told t = { { 0 }, 0 };
    const RmapObserver observer = { &t, told };
    RmapOptions options = failing_heap_options(&heap);
    names *m;

    (void)state;
    options.observer = &observer;
    m = names_make_with(0, &options);
    assert_int_equal(t.bytes, heap.bytes);
    for (int n = 0; n < 100; n++)
        assert_true(names_put(m, KEY(n), n));
    assert_int_equal(t.events[RMAP_EVENT_GROW], 4); /* 15, 26, 52, 105 */
    assert_int_equal(t.events[RMAP_EVENT_GROWN], 4);
    names_clear(m);
    assert_int_equal(t.bytes, heap.bytes);
    assert_true(names_shrink(m));
    assert_int_equal(t.bytes, heap.bytes);
    names_free(m);
    assert_int_equal(t.events[RMAP_EVENT_MAKE], 1);
    assert_int_equal(t.events[RMAP_EVENT_CLEAR], 1);
    assert_int_equal(t.events[RMAP_EVENT_SHRINK], 1);
    assert_int_equal(t.events[RMAP_EVENT_FREE], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_allocation_fails),
        cmocka_unit_test(many_allocations_fail),
        cmocka_unit_test(no_memory_left),
        cmocka_unit_test(make_fails),
        cmocka_unit_test(hints),
        cmocka_unit_test(stats_are_true),
        cmocka_unit_test(events_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
