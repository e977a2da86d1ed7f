/* What a map tells of itself: statistics to the byte, and events in their order. */
#include "failing_heap.h"
#include "panic_trap.h"

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

typedef struct Big {
    int64_t n;
    unsigned char rest[192];
} Big;

#define RMAP_NAME            bigs
#define RMAP_KEY             int64_t
#define RMAP_VALUE           Big
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME        texts
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include "rmap/hmap.h"

/* Data and metadata are all that was asked of the allocator. */
static void assert_whole(RmapStats s, const FailingHeap *heap)
{
    assert_int_equal(s.data + s.metadata, heap->bytes);
}

static void of_nothing(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    RmapStats nil = ints_stats(NULL);
    ints *m = ints_make_with(0, &options);
    RmapStats s = ints_stats(m);

    (void)state;
    assert_int_equal(nil.entries + nil.slots + nil.buckets + nil.metadata + nil.data,
                     0);
    assert_int_equal(s.entries + s.slots + s.buckets + s.data + s.growths, 0);
    assert_true(s.metadata > 0);
    assert_whole(s, &heap);
    ints_free(m);
}

/* Two int64 and eight tophashes a bucket: the figures of Go's layout. */
static void figures(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ints *m = ints_make_with(104, &options); /* 16 buckets, one spare */
    RmapStats s;

    (void)state;
    for (int64_t k = 0; k < 100; k++)
        assert_true(ints_put(m, k, k));
    s = ints_stats(m);
    assert_int_equal(s.entries, 100);
    assert_int_equal(s.slots, 104);
    assert_int_equal(s.buckets, 16);
    assert_int_equal(s.growths, 0);
    assert_true(s.overflow > 0);
    assert_true(s.data >= 17 * 8 * 16);
    assert_int_equal(s.data % (8 * 16), 0);
    assert_whole(s, &heap);
    ints_clear(m);
    s = ints_stats(m);
    assert_int_equal(s.entries, 0);
    assert_int_equal(s.slots, 104);
    assert_int_equal(s.overflow, 0);
    assert_int_equal(s.clears, 1);
    assert_int_equal(s.data, 17 * 8 * 16); /* held after clear */
    assert_whole(s, &heap);
    ints_free(m);
}

/* Whatever happens, to the byte. */
static void whole_at_each_step(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    bigs *m = bigs_make_with(0, &options);
    size_t growths = 0;
    const Big big = { 0 };

    (void)state;
    for (int64_t k = 0; k < 600; k++) {
        growths +=
            ((k == 8) | (k > 8 && k % 13 == 0 && ((k / 13) & (k / 13 - 1)) == 0));
        assert_true(bigs_put(m, k, big));
        assert_int_equal(bigs_stats(m).growths, growths);
        assert_whole(bigs_stats(m), &heap);
        if (k % 5 == 0)
            assert_true(bigs_delete(m, k) && bigs_put(m, k, big));
        assert_whole(bigs_stats(m), &heap);
    }
    assert_true(bigs_stats(m).data >= 600 * sizeof(Big));
    assert_true(bigs_shrink(m));
    assert_whole(bigs_stats(m), &heap);
    bigs_clear(m);
    assert_whole(bigs_stats(m), &heap);
    bigs_free(m);
    assert_int_equal(heap.bytes, 0);
}

static void owned_text_is_data(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    texts *m = texts_make_with(0, &options);
    size_t before;

    (void)state;
    assert_true(texts_put(m, "a", 1));
    before = texts_stats(m).data;
    assert_true(texts_put(m, "a text of 21 letters.", 1));
    assert_int_equal(texts_stats(m).data, before + 22);
    assert_true(texts_put(m, "a text of 21 letters.", 2));
    assert_whole(texts_stats(m), &heap);
    assert_true(texts_delete(m, "a text of 21 letters."));
    assert_int_equal(texts_stats(m).data, before);
    assert_whole(texts_stats(m), &heap);
    texts_free(m);
}

/* An old array that an iteration is on is told of as retired, until it has gone. */
static void retired(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ints *m = ints_make_with(0, &options);
    ints_iter it;

    (void)state;
    for (int64_t k = 0; k < 8; k++)
        assert_true(ints_put(m, k, k));
    ints_iter_init(&it, m);
    for (int64_t k = 8; k < 13; k++)
        assert_true(ints_put(m, k, k));
    assert_null(m->h.oldbuckets);
    assert_in_range(ints_stats(m).retired, 144, 144 + 64);
    assert_whole(ints_stats(m), &heap);
    ints_iter_end(&it);
    assert_true(ints_delete(m, 1));
    assert_int_equal(ints_stats(m).retired, 0);
    ints_free(m);
}

/* ---- events ---- */

typedef struct Log {
    const FailingHeap *heap;
    const void *map;
    size_t counts[RMAP_EVENT_FREE + 1];
    RmapEvent last;
} Log;

static void log_event(void *ctx, const RmapEvent *event)
{
    Log *log = ctx;

    log->counts[event->kind]++;
    assert_string_equal(event->type, "ints");
    if (event->kind == RMAP_EVENT_MAKE)
        log->map = event->map;
    assert_ptr_equal(event->map, log->map);
    if (event->kind == RMAP_EVENT_GROW)
        assert_int_not_equal(log->last.kind, RMAP_EVENT_GROW);
    if (event->kind == RMAP_EVENT_GROWN)
        assert_int_equal(log->last.kind, RMAP_EVENT_EVACUATE);
    if (event->kind != RMAP_EVENT_FREE)
        assert_int_equal(event->bytes, log->heap->bytes);
    log->last = *event;
}

static void events(void **state)
{
    FailingHeap heap = { 0 };
    Log log = { .heap = &heap };
    const RmapObserver observer = { &log, log_event };
    RmapOptions options = failing_heap_options(&heap);
    ints *m;
    size_t told;

    (void)state;
    options.observer = &observer;
    m = ints_make_with(20, &options); /* four buckets, for 26 */
    assert_int_equal(log.counts[RMAP_EVENT_MAKE], 1);
    for (int64_t k = 0; k < 26; k++)
        assert_true(ints_put(m, k, k));
    assert_int_equal(log.counts[RMAP_EVENT_GROW], 0);
    assert_true(ints_put(m, 26, 26));
    assert_int_equal(log.counts[RMAP_EVENT_GROW], 1);
    assert_int_equal(log.last.slots, 52);
    while (m->h.oldbuckets != NULL)
        (void)ints_delete(m, 1000 + (int64_t)log.counts[RMAP_EVENT_EVACUATE]);
    assert_in_range(log.counts[RMAP_EVENT_EVACUATE], 2, 4);
    assert_int_equal(log.counts[RMAP_EVENT_GROWN], 1);
    told = log.counts[RMAP_EVENT_EVACUATE];
    for (int64_t k = 0; k < 27; k++) /* no cold path, no event */
        assert_true(ints_put(m, k, -k) && ints_get(m, k) != NULL);
    assert_int_equal(log.counts[RMAP_EVENT_EVACUATE], told);
    ints_clear(m);
    assert_int_equal(log.counts[RMAP_EVENT_CLEAR], 1);
    assert_int_equal(log.last.entries, 0);
    assert_true(ints_shrink(m));
    assert_int_equal(log.counts[RMAP_EVENT_SHRINK], 1);
    ints_free(m);
    assert_int_equal(log.counts[RMAP_EVENT_FREE], 1);
    assert_int_equal(log.last.bytes, 0);
}

/* A map that could not be made was never there. */
static void no_event_without_map(void **state)
{
    FailingHeap heap = { .fail_at = 2 };
    Log log = { .heap = &heap };
    const RmapObserver observer = { &log, log_event };
    RmapOptions options = failing_heap_options(&heap);

    (void)state;
    options.observer = &observer;
    assert_null(ints_make_with(1000, &options));
    for (size_t i = 0; i <= RMAP_EVENT_FREE; i++)
        assert_int_equal(log.counts[i], 0);
    assert_int_equal(heap.blocks, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_nothing),
        cmocka_unit_test(figures),
        cmocka_unit_test(whole_at_each_step),
        cmocka_unit_test(owned_text_is_data),
        cmocka_unit_test(retired),
        cmocka_unit_test(events),
        cmocka_unit_test(no_event_without_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
