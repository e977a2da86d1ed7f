/* The profile under maps of several threads, which also sample at the same time. */
#include "atomic_heap.h"
#include "cmocka_all.h"
#include "panic_trap.h"
#include "rmap/profile.h"

#include <pthread.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

enum { THREADS = 4 };

static void *churn(void *argument)
{
    const RmapOptions *options = argument;

    for (int i = 0; i < 30; i++) {
        ints *m = ints_make_with(0, options);
        for (int key = 0; key < 500; key++)
            if (!ints_put(m, key, key))
                abort();
        ints_free(m);
    }
    return NULL;
}

static void nothing_is_lost(void **state)
{
    static const size_t rates[] = { 1, 512 };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        AtomicHeap heap = { 0 };
        RmapOptions below = atomic_heap_options(&heap);
        RmapProfile *p = rmap_profile_new(rates[i], &below.allocator);
        RmapOptions options = { .allocator = rmap_profile_allocator(p) };
        pthread_t threads[THREADS];
        for (int t = 0; t < THREADS; t++)
            assert_int_equal(pthread_create(&threads[t], NULL, churn, &options), 0);
        for (int t = 0; t < THREADS; t++)
            assert_int_equal(pthread_join(threads[t], NULL), 0);
        assert_int_equal(heap.blocks, 0);
        assert_true(rmap_profile_sums(p).use_bytes < 1);
        assert_true(rmap_profile_sums(p).samples > 100);
        if (rates[i] == 1)
            assert_int_equal(rmap_profile_sums(p).samples, heap.calls);
        rmap_profile_free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
