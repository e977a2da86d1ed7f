/* The registry, snapshots, drift and the alarm, over maps of several kinds. */
#include "atomic_heap.h"
#include "cmocka_all.h"
#include "panic_trap.h"

#define RMAP_PANIC panic_trap

#define RMAP_NAME            flats
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_OF flats
#include "rmap/watched.h"

#define RMAP_NAME shared
#define RMAP_OF   flats
#include "rmap/locked.h"

#define RMAP_OF shared
#include "rmap/watched.h"

#define RMAP_NAME            ints
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

#define RMAP_OF ints
#include "rmap/watched.h"

/* A text in memory. */
typedef struct Text {
    char bytes[4096];
    size_t size;
    size_t fail_after; /* pieces; 0: never */
} Text;

static bool text_write(void *ctx, const char *bytes, size_t size)
{
    Text *text = ctx;

    if (text->fail_after > 0 && --text->fail_after == 0)
        return false;
    if (size >= sizeof text->bytes - text->size)
        return false;
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
    return true;
}

static void fill(flats *m, int from, int to)
{
    for (int key = from; key < to; key++)
        assert_true(flats_put(m, key, key));
}

static void snapshot_of_all_kinds(void **state)
{
    const RmapLabel labels[] = { { "region", "eu" }, { "shard", "7" } };
    RmapWatch *w = rmap_watch_new(NULL);
    flats *f = flats_make(0);
    shared *l = shared_make(0);
    ints *s = ints_make(0);
    RmapSnapshot *shot;

    (void)state;
    fill(f, 0, 100);
    assert_true(shared_put(l, 1, 1));
    assert_true(ints_put(s, 1, 1));
    assert_true(ints_put(s, 2, 2));
    assert_int_equal(flats_watch(w, "flat", labels, 2, f), 1);
    assert_int_equal(shared_watch(w, "locked", NULL, 0, l), 2);
    assert_int_equal(ints_watch(w, "sync", labels, 1, s), 3);
    shot = rmap_watch_snapshot(w);
    assert_non_null(shot);
    assert_int_equal(shot->count, 3);
    assert_int_equal(shot->entries, 103);
    assert_string_equal(shot->maps[0].name, "flat");
    assert_string_equal(shot->maps[0].labels[1].value, "7");
    assert_int_equal(shot->maps[0].stats.entries, 100);
    assert_int_equal(shot->maps[2].label_count, 1);
    assert_int_equal(shot->bytes,
                     shot->maps[0].bytes + shot->maps[1].bytes + shot->maps[2].bytes);
    assert_true(shot->maps[0].idle > 0 && shot->maps[0].idle < shot->maps[0].bytes);
    for (uint64_t id = 1; id <= 3; id++)
        assert_true(rmap_watch_remove(w, id));
    assert_false(rmap_watch_remove(w, 1));
    flats_free(f);
    shared_free(l);
    ints_free(s);
    assert_string_equal(shot->maps[1].name, "locked"); /* its own texts */
    rmap_snapshot_free(shot);
    rmap_snapshot_free(NULL);
    rmap_watch_free(w);
    rmap_watch_free(NULL);
}

/* Numbers are in order, whichever was removed: the drift relies on it. */
static void removal_keeps_order(void **state)
{
    for (uint64_t gone = 1; gone <= 4; gone++) {
        RmapWatch *w = rmap_watch_new(NULL);
        flats *m = flats_make(0);
        RmapSnapshot *s;
        (void)state;
        for (uint64_t id = 1; id <= 4; id++)
            assert_int_equal(flats_watch(w, "m", NULL, 0, m), id);
        assert_true(rmap_watch_remove(w, gone));
        assert_int_equal(flats_watch(w, "m", NULL, 0, m), 5);
        s = rmap_watch_snapshot(w);
        assert_int_equal(s->count, 4);
        for (size_t i = 1; i < s->count; i++)
            assert_true(s->maps[i - 1].id < s->maps[i].id);
        assert_int_equal(s->passes, 1);
        rmap_snapshot_free(s);
        rmap_watch_free(w);
        flats_free(m);
    }
}

static void drift_is_attributed(void **state)
{
    RmapWatch *w = rmap_watch_new(NULL);
    flats *surges = flats_make(0);
    flats *decays = flats_make(0);
    flats *steady = flats_make(0);
    flats *gone = flats_make(0);
    uint64_t gone_id;
    RmapSnapshot *before;
    RmapSnapshot *after;
    RmapDrift *d;
    Text text = { .size = 0 };
    RmapSink sink = { &text, text_write, false };

    (void)state;
    flats_watch(w, "surges", NULL, 0, surges);
    flats_watch(w, "decays", NULL, 0, decays);
    flats_watch(w, "steady", NULL, 0, steady);
    gone_id = flats_watch(w, "gone", NULL, 0, gone);
    fill(surges, 0, 10);
    fill(decays, 0, 1000);
    fill(steady, 0, 50);
    fill(gone, 0, 50);
    before = rmap_watch_snapshot(w);
    fill(surges, 10, 5000);
    flats_clear(decays);
    assert_true(rmap_watch_remove(w, gone_id));
    after = rmap_watch_snapshot(w);
    d = rmap_drift_between(before, after);
    assert_non_null(d);
    assert_int_equal(d->count, 4);
    assert_string_equal(d->rows[0].map->name, "surges");
    assert_int_equal(d->rows[0].kind, RMAP_DRIFT_SURGE);
    assert_int_equal(d->rows[0].entries, 4990);
    assert_true(d->rows[0].growths > 3);
    assert_int_equal(d->rows[0].surge, after->maps[0].bytes - before->maps[0].bytes);
    assert_string_equal(d->rows[1].map->name, "decays");
    assert_int_equal(d->rows[1].kind, RMAP_DRIFT_DECAY);
    assert_int_equal(d->rows[1].bytes, 0);
    assert_int_equal(d->rows[1].clears, 1);
    assert_in_range(d->rows[1].decay, 1000 * 12, after->maps[1].bytes);
    for (size_t i = 2; i < 4; i++)
        assert_int_equal(d->rows[i].kind, strcmp(d->rows[i].map->name, "gone") == 0
                                              ? RMAP_DRIFT_FALL
                                              : RMAP_DRIFT_NONE);
    assert_int_equal(d->kind, RMAP_DRIFT_SURGE);
    assert_true(rmap_drift_write(d, &sink));
    assert_non_null(strstr(text.bytes, "allocation surge: +"));
    assert_non_null(strstr(text.bytes, "  decays: reclaim decay, "));
    assert_null(strstr(text.bytes, "steady"));
    rmap_drift_free(d);
    rmap_drift_free(NULL);
    rmap_snapshot_free(before);
    rmap_snapshot_free(after);
    rmap_watch_free(w);
    flats_free(surges);
    flats_free(decays);
    flats_free(steady);
    flats_free(gone);
}

/* B11: 1.5 times as much, and two passes since it was least. */
static void alarm_rule(void **state)
{
    RmapAlarm alarm = { .factor = 0 };

    (void)state;
    assert_false(rmap_alarm_check(&alarm, 0, 0)); /* of nothing, nothing grows */
    assert_false(rmap_alarm_check(&alarm, 1000, 5));
    assert_false(rmap_alarm_check(&alarm, 3000, 6)); /* one pass only */
    assert_false(rmap_alarm_check(&alarm, 1500, 7)); /* not over 1.5 times */
    assert_true(rmap_alarm_check(&alarm, 1501, 7));
    assert_false(rmap_alarm_check(&alarm, 2251, 8)); /* begun anew with 1501 */
    assert_true(rmap_alarm_check(&alarm, 2252, 9));
    assert_false(rmap_alarm_check(&alarm, 100, 10)); /* the least since */
    assert_false(rmap_alarm_check(&alarm, 151, 11));
    assert_true(rmap_alarm_check(&alarm, 151, 12));
    alarm = (RmapAlarm){ .factor = 3, .passes = 1 };
    assert_false(rmap_alarm_check(&alarm, 100, 0));
    assert_false(rmap_alarm_check(&alarm, 300, 1));
    assert_true(rmap_alarm_check(&alarm, 301, 1));
}

/* A map that grows although others are cleared all the time: the alarm names it. A
 * program that clears what it fills raises none. */
static void alarm_finds_the_leak(void **state)
{
    for (int leaks = 0; leaks < 2; leaks++) {
        RmapWatch *w = rmap_watch_new(NULL);
        flats *cleared = flats_make(0);
        flats *leak = flats_make(0);
        RmapAlarm alarm = { .factor = 1.5, .passes = 2 };
        Text text = { .size = 0 };
        RmapSink sink = { &text, text_write, false };
        int raised = 0;
        (void)state;
        flats_watch(w, "cleared", NULL, 0, cleared);
        flats_watch(w, "leak", (RmapLabel[]){ { "why", "no \"delete\"" } }, 1, leak);
        fill(leak, 0, 500);
        for (int round = 0; round < 20; round++) {
            RmapSnapshot *s;
            fill(cleared, 0, 300);
            flats_clear(cleared);
            if (leaks)
                fill(leak, 500 * (round + 1), 500 * (round + 2));
            s = rmap_watch_snapshot(w);
            raised += rmap_alarm_watch(&alarm, s, 1, &sink);
            rmap_snapshot_free(s);
        }
        assert_int_equal(raised > 0, leaks);
        assert_int_equal(text.size > 0, leaks);
        if (leaks)
            assert_non_null(strstr(text.bytes, "  leak{why=\"no \\\"delete\\\"\"}: "));
        assert_null(strstr(text.bytes, "  cleared")); /* not among the first one */
        rmap_watch_free(w);
        flats_free(cleared);
        flats_free(leak);
    }
}

/* Each allocation fails once; nothing is lost, and the registry goes on. */
static void each_allocation_fails(void **state)
{
    bool failed = true;
    size_t runs = 0;

    (void)state;
    for (size_t n = 1; failed; n++, runs++) {
        AtomicHeap heap = { .fail_at = n };
        RmapOptions options = atomic_heap_options(&heap);
        RmapWatch *w = rmap_watch_new(&options.allocator);
        flats *m = flats_make(0);
        failed = w == NULL;
        for (int i = 0; w != NULL && i < 3; i++) {
            Text text = { .size = 0 };
            RmapSink sink = { &text, text_write, false };
            bool added = flats_watch(w, "m", NULL, 0, m) != 0;
            RmapSnapshot *s = rmap_watch_snapshot(w);
            RmapDrift *d = s == NULL ? NULL : rmap_drift_between(s, s);
            failed |= !added || s == NULL || d == NULL;
            if (s != NULL)
                failed |= !rmap_snapshot_dump(s, 9, &sink);
            rmap_drift_free(d);
            rmap_snapshot_free(s);
        }
        rmap_watch_free(w);
        flats_free(m);
        assert_int_equal(heap.blocks, 0);
    }
    assert_true(runs > 10);
}

static void sink_that_fails(void **state)
{
    RmapWatch *w = rmap_watch_new(NULL);
    flats *m = flats_make(0);
    RmapSnapshot *s;

    (void)state;
    flats_watch(w, "m", NULL, 0, m);
    s = rmap_watch_snapshot(w);
    for (size_t n = 1; n < 4; n++) {
        Text text = { .fail_after = n };
        RmapSink sink = { &text, text_write, false };
        assert_false(rmap_snapshot_dump(s, 9, &sink));
        assert_true(sink.failed);
    }
    rmap_snapshot_free(s);
    rmap_watch_free(w);
    flats_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(snapshot_of_all_kinds),
        cmocka_unit_test(removal_keeps_order),
        cmocka_unit_test(drift_is_attributed),
        cmocka_unit_test(alarm_rule),
        cmocka_unit_test(alarm_finds_the_leak),
        cmocka_unit_test(each_allocation_fails),
        cmocka_unit_test(sink_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
