/* The event trace: the ring, and the JSON, which trace_check.py parses.
 * `rmap_trace FILE` writes a trace for it. */
#include "atomic_heap.h"
#include "cmocka_all.h"
#include "panic_trap.h"
#include "rmap/trace.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

typedef struct Text {
    char *bytes; /* room for it all */
    size_t size;
    size_t room;
} Text;

static bool text_write(void *ctx, const char *bytes, size_t size)
{
    Text *text = ctx;

    if (size >= text->room - text->size)
        return false;
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
    return true;
}

static size_t occurrences(const char *text, const char *of)
{
    size_t n = 0;

    for (const char *p = strstr(text, of); p != NULL; p = strstr(p + 1, of))
        n++;
    return n;
}

static void tell(RmapTrace *t, RmapEventKind kind, const void *map, size_t entries)
{
    const RmapObserver *o = rmap_trace_observer(t);
    RmapEvent event = { kind, "made up", map, entries, 8, 100 };

    o->event(o->ctx, &event);
}

/* The text of the trace, for the caller to free. */
static char *written(RmapTrace *t)
{
    Text text = { calloc(1, 1 << 20), 0, 1 << 20 };
    RmapSink sink = { &text, text_write, false };

    assert_true(rmap_trace_write(t, &sink));
    return text.bytes;
}

static void ring_keeps_the_last(void **state)
{
    RmapTrace *t = rmap_trace_new(4, NULL);
    char *text;

    (void)state;
    for (size_t i = 0; i < 10; i++)
        tell(t, RMAP_EVENT_EVACUATE, t, 1000 + i);
    assert_int_equal(rmap_trace_count(t), 10);
    assert_int_equal(rmap_trace_lost(t), 6);
    text = written(t);
    assert_int_equal(occurrences(text, "\"name\":\"evacuate\""), 4);
    assert_null(strstr(text, "\"entries\":1005"));
    assert_true(strstr(text, "\"entries\":1006") < strstr(text, "\"entries\":1009"));
    assert_non_null(strstr(text, "\"lost\":\"6\""));
    free(text);
    rmap_trace_free(t);
    rmap_trace_free(NULL);
}

/* Spans have both ends, whatever is lost or cut short. */
static void spans_are_paired(void **state)
{
    static const RmapEventKind cases[][3] = {
        { RMAP_EVENT_GROW, RMAP_EVENT_EVACUATE, RMAP_EVENT_GROWN },
        { RMAP_EVENT_GROW, RMAP_EVENT_CLEAR, RMAP_EVENT_FREE },
        { RMAP_EVENT_GROW, RMAP_EVENT_FREE, RMAP_EVENT_GROWN },
        { RMAP_EVENT_GROW, RMAP_EVENT_GROW, RMAP_EVENT_GROWN },
        { RMAP_EVENT_GROWN, RMAP_EVENT_CLEAR, RMAP_EVENT_FREE },
    };
    static const size_t spans[] = { 1, 1, 1, 2, 0 };

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        RmapTrace *t = rmap_trace_new(0, NULL);
        char *text;
        for (size_t n = 0; n < 3; n++)
            tell(t, cases[i][n], t, n);
        text = written(t);
        assert_int_equal(occurrences(text, "\"ph\":\"b\""), spans[i]);
        assert_int_equal(occurrences(text, "\"ph\":\"e\""), spans[i]);
        free(text);
        rmap_trace_free(t);
    }
}

static void each_allocation_fails(void **state)
{
    bool failed = true;
    size_t runs = 0;

    (void)state;
    for (size_t n = 1; failed; n++, runs++) {
        AtomicHeap heap = { .fail_at = n };
        RmapOptions options = atomic_heap_options(&heap);
        RmapTrace *t = rmap_trace_new(4, &options.allocator);
        Text text = { (char[8192]){ "" }, 0, 8192 };
        RmapSink sink = { &text, text_write, false };
        failed = t == NULL;
        if (t != NULL) {
            tell(t, RMAP_EVENT_GROW, t, 1);
            failed = !rmap_trace_write(t, &sink);
        }
        rmap_trace_free(t);
        assert_int_equal(heap.blocks, 0);
    }
    assert_true(runs > 3);
    assert_null(rmap_trace_new(SIZE_MAX / 2, NULL));
}

/* ---- a trace of two threads ---- */

static void *fill(void *argument)
{
    const RmapOptions *options = argument;
    ints *m = ints_make_with(0, options);

    for (int key = 0; key < 1000; key++)
        if (!ints_put(m, key, key))
            abort();
    for (int key = 0; key < 1000; key++)
        (void)ints_has(m, key);
    ints_clear(m);
    ints_free(m);
    return NULL;
}

static int write_file(const char *name)
{
    RmapTrace *t = rmap_trace_new(0, NULL);
    RmapOptions options = { .observer = rmap_trace_observer(t) };
    FILE *file = fopen(name, "w");
    pthread_t threads[2];
    RmapSink sink;
    bool written_whole;

    if (file == NULL)
        return 1;
    sink = rmap_sink_file(file);
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, fill, &options) != 0)
            abort();
    for (int i = 0; i < 2; i++)
        (void)pthread_join(threads[i], NULL);
    rmap_trace_observer(t)->event(
        t, &(RmapEvent){ RMAP_EVENT_MAKE, "odd \"name\"\\\n\xff", t, 0, 0, 0 });
    written_whole = rmap_trace_write(t, &sink);
    rmap_trace_free(t);
    return fclose(file) == 0 && written_whole ? 0 : 1;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ring_keeps_the_last),
        cmocka_unit_test(spans_are_paired),
        cmocka_unit_test(each_allocation_fails),
    };

    if (argc == 2)
        return write_file(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
