/* The sync map between real threads; rmap_sync_threads_tsan runs the same under
 * ThreadSanitizer. Threads assert nothing themselves: they count what was wrong. */
#include "atomic_heap.h"
#include "cmocka_all.h"
#include "panic_trap.h"

#include <pthread.h>
#include <stdatomic.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME              ints
#define RMAP_KEY               int64_t
#define RMAP_VALUE             int64_t
#define RMAP_HASH(key, seed)   rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)       ((a) == (b))
#define RMAP_VALUE_EQUAL(a, b) ((a) == (b))
#include "rmap/sync.h"

enum { THREADS = 4, SIZE = 256, ROUNDS = 3000 };

typedef struct Worker {
    ints *m;
    int64_t number;
    size_t wrong;
    size_t done;
    atomic_bool *stop;
} Worker;

static void run_workers(ints *m, void *(*work)(void *), Worker workers[THREADS])
{
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++) {
        workers[i] = (Worker){ m, i + 1, 0, 0, NULL };
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(workers[i].wrong, 0);
    }
}

/* Stores multiples of each key, until told to stop. */
static void *store_multiples(void *argument)
{
    Worker *w = argument;

    for (int64_t i = 1; !atomic_load(w->stop); i++) {
        for (int64_t n = 0; n < SIZE; n++) {
            int64_t value;
            if (!ints_put(w->m, n, n * i * w->number))
                w->wrong++;
            if (n % 7 == 0 && (!ints_get(w->m, n, &value) || (n && value % n != 0)))
                w->wrong++;
        }
        w->done++;
    }
    return NULL;
}

/* Go's: an iteration sees every key once, with a value that was stored for it. */
static void ConcurrentRange(void **state)
{
    AtomicHeap heap = { 0 };
    RmapOptions options = atomic_heap_options(&heap);
    ints *m = ints_make_with(0, &options);
    atomic_bool stop = false;
    pthread_t threads[THREADS];
    Worker workers[THREADS];

    (void)state;
    for (int64_t n = 0; n < SIZE; n++)
        assert_true(ints_put(m, n, n));
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (Worker){ m, i + 1, 0, 0, &stop };
        assert_int_equal(
            pthread_create(&threads[i], NULL, store_multiples, &workers[i]), 0);
    }
    for (int round = 0; round < 64; round++) {
        bool seen[SIZE] = { false };
        size_t count = 0;
        ints_iter it;
        for (ints_iter_init(&it, m); ints_next(&it); count++) {
            int64_t key = *it.key;
            assert_in_range(key, 0, SIZE - 1);
            assert_false(seen[key]);
            assert_true(key == 0 ? *it.value == 0 : *it.value % key == 0);
            seen[key] = true;
        }
        assert_int_equal(count, SIZE);
    }
    atomic_store(&stop, true);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(workers[i].wrong, 0);
    }
    ints_free(m);
    assert_int_equal(heap.blocks, 0);
}

/* Go's, for issue 46399: everything may be called in the midst of an iteration. */
static void RangeNestedCall(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;
    ints_iter inner;
    int64_t value;
    bool found;

    (void)state;
    for (int64_t i = 0; i < 3; i++)
        assert_true(ints_put(m, i, i * 10));
    for (ints_iter_init(&it, m); ints_next(&it);) {
        for (ints_iter_init(&inner, m); ints_next(&inner);) {
            int64_t key = *inner.key;
            assert_true(ints_get(m, key, &value));
            assert_int_equal(value, *inner.value);
            assert_true(ints_put(m, key, value));
            assert_true(ints_get_or_put(m, 42, 0, &value, &found));
            assert_true(ints_get(m, 42, &value));
            assert_true(ints_take(m, 42, &value));
            assert_int_equal(ints_len(m) % 3, 0);
        }
        assert_true(ints_delete(m, *it.key));
        assert_true(ints_put(m, *it.key, 0));
    }
    for (ints_iter_init(&it, m); ints_next(&it);)
        assert_true(ints_delete(m, *it.key));
    assert_int_equal(ints_len(m), 0);
    ints_free(m);
}

/* Every function at once on few keys, with iterations and clears between. */
static void *do_everything(void *argument)
{
    Worker *w = argument;
    uint64_t random = (uint64_t)w->number << 32;

    for (int round = 0; round < ROUNDS; round++) {
        uint64_t r = rmap_hash_mix(++random);
        int64_t key = (int64_t)(r & 31);
        int64_t value = key * 1000 + (int64_t)(r >> 8 & 7);
        int64_t got = key * 1000;
        bool found = false;
        ints_iter it;
        switch (r >> 16 & 15) {
        case 0:
        case 1:
        case 2:
            w->wrong += !ints_put(w->m, key, value);
            break;
        case 3:
            w->wrong += !ints_get_or_put(w->m, key, value, &got, &found);
            break;
        case 4:
            w->wrong += !ints_swap(w->m, key, value, &got, &found);
            break;
        case 5:
            (void)ints_take(w->m, key, &got);
            break;
        case 6:
            (void)ints_delete(w->m, key);
            break;
        case 7:
            w->wrong += ints_compare_and_swap(w->m, key, value, value ^ 1) < 0;
            break;
        case 8:
            (void)ints_compare_and_delete(w->m, key, value);
            break;
        case 9:
            for (ints_iter_init(&it, w->m); ints_next(&it);)
                w->wrong += *it.value / 1000 != *it.key;
            break;
        case 10:
            ints_iter_init(&it, w->m);
            if (ints_next(&it))
                w->wrong += *it.value / 1000 != *it.key;
            ints_iter_end(&it);
            break;
        case 11:
            if ((r >> 24 & 31) == 0)
                ints_clear(w->m);
            w->wrong += ints_len(w->m) > 32;
            break;
        default:
            (void)ints_get(w->m, key, &got);
        }
        w->wrong += got / 1000 != key;
    }
    return NULL;
}

static void everything_at_once(void **state)
{
    AtomicHeap heap = { 0 };
    RmapOptions options = atomic_heap_options(&heap);
    ints *m = ints_make_with(0, &options);
    Worker workers[THREADS];

    (void)state;
    run_workers(m, do_everything, workers);
    assert_int_equal(ints_stats(m).metadata + ints_stats(m).data, heap.bytes);
    ints_free(m);
    assert_int_equal(heap.blocks, 0);
    assert_int_equal(heap.bytes, 0);
}

/* Adds to counters by compare-and-swap: none may be lost. */
static void *count_up(void *argument)
{
    Worker *w = argument;

    for (int64_t n = 0; n < ROUNDS; n++) {
        int64_t key = n % 3;
        int64_t old = 0;
        bool found;
        w->wrong += !ints_get_or_put(w->m, key, 0, &old, &found);
        while (ints_compare_and_swap(w->m, key, old, old + 1) != RMAP_SWAPPED)
            w->wrong += !ints_get(w->m, key, &old);
    }
    return NULL;
}

static void no_addition_is_lost(void **state)
{
    ints *m = ints_make(0);
    Worker workers[THREADS];
    int64_t sum = 0;

    (void)state;
    run_workers(m, count_up, workers);
    for (int64_t key = 0; key < 3; key++) {
        int64_t value = 0;
        assert_true(ints_get(m, key, &value));
        sum += value;
    }
    assert_int_equal(sum, THREADS * ROUNDS);
    ints_free(m);
}

/* Of threads that all delete or add the same key, exactly one did it each time. */
static void *add_and_take(void *argument)
{
    Worker *w = argument;

    for (int64_t n = 0; n < ROUNDS; n++) {
        int64_t value;
        bool found = true;
        if (!ints_get_or_put(w->m, n % 5, w->number, &value, &found))
            w->wrong++;
        w->done += !found;
        w->done -= ints_take(w->m, (n + w->number) % 5, &value);
    }
    return NULL;
}

static void additions_and_removals_balance(void **state)
{
    ints *m = ints_make(0);
    Worker workers[THREADS];
    size_t balance = 0;

    (void)state;
    run_workers(m, add_and_take, workers);
    for (int i = 0; i < THREADS; i++)
        balance += workers[i].done;
    assert_int_equal(balance, ints_len(m));
    ints_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ConcurrentRange),
        cmocka_unit_test(RangeNestedCall),
        cmocka_unit_test(everything_at_once),
        cmocka_unit_test(no_addition_is_lost),
        cmocka_unit_test(additions_and_removals_balance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
