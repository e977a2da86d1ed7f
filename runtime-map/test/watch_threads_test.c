/* The registry, the trace and the alarm's figures while threads make, change, watch and
 * free maps; rmap_watch_threads_tsan runs the same under ThreadSanitizer. Threads
 * assert nothing themselves: they count what was wrong. */
#include "cmocka_all.h"
#include "panic_trap.h"
#include "rmap/trace.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

#define RMAP_OF ints
#include "rmap/watched.h"

#define RMAP_NAME            plain
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME shared
#define RMAP_OF   plain
#include "rmap/locked.h"

#define RMAP_OF shared
#include "rmap/watched.h"

enum { THREADS = 3, ROUNDS = 40, KEYS = 60 };

typedef struct Worker {
    RmapWatch *watch;
    RmapTrace *trace;
    shared *all;    /* of all threads */
    ints *all_sync; /* the same */
    size_t wrong;
} Worker;

static void *work(void *argument)
{
    Worker *w = argument;
    RmapOptions options = { .observer = rmap_trace_observer(w->trace) };

    for (int round = 0; round < ROUNDS; round++) {
        ints *own = ints_make_with(0, &options);
        uint64_t id = ints_watch(w->watch, "own", NULL, 0, own);
        w->wrong += own == NULL || id == 0;
        for (int key = 0; key < KEYS; key++) {
            w->wrong += !ints_put(own, key, key);
            w->wrong += !ints_put(w->all_sync, key, round);
            w->wrong += !shared_put(w->all, key, round);
        }
        w->wrong += !rmap_watch_remove(w->watch, id);
        rmap_watch_pass(w->watch);
        ints_free(own);
    }
    return NULL;
}

static bool drop_bytes(void *ctx, const char *bytes, size_t size)
{
    size_t *written = ctx;

    (void)bytes;
    *written += size;
    return true;
}

static void snapshots_meanwhile(void **state)
{
    RmapWatch *watch = rmap_watch_new(NULL);
    RmapTrace *trace = rmap_trace_new(64, NULL);
    shared *all = shared_make(0);
    ints *all_sync = ints_make(0);
    pthread_t threads[THREADS];
    Worker workers[THREADS];
    size_t written = 0;
    RmapSink sink = { &written, drop_bytes, false };
    RmapSnapshot *last;

    (void)state;
    assert_true(shared_watch(watch, "all", NULL, 0, all) > 0);
    assert_true(ints_watch(watch, "all sync", NULL, 0, all_sync) > 0);
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (Worker){ watch, trace, all, all_sync, 0 };
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < 100; i++) {
        RmapSnapshot *s = rmap_watch_snapshot(watch);
        assert_in_range(s->count, 2, 2 + THREADS);
        assert_in_range(s->entries, 0, (2 + THREADS) * KEYS);
        assert_true(rmap_snapshot_dump(s, 9, &sink));
        rmap_snapshot_free(s);
        assert_true(rmap_trace_write(trace, &sink));
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(workers[i].wrong, 0);
    }
    last = rmap_watch_snapshot(watch);
    assert_int_equal(last->count, 2);
    assert_int_equal(last->entries, 2 * KEYS);
    assert_int_equal(last->passes, 2 * THREADS * ROUNDS); /* told, and maps that went */
    rmap_snapshot_free(last);
    assert_true(rmap_trace_count(trace) >= 2 * THREADS * ROUNDS);
    rmap_watch_free(watch);
    rmap_trace_free(trace);
    shared_free(all);
    ints_free(all_sync);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(snapshots_meanwhile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
