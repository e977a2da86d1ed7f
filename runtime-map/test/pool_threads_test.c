/* A pool that threads share; run under ThreadSanitizer, too. */
#include "cmocka_all.h"
#include "panic_trap.h"

#include <pthread.h>

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME            scratch
#define RMAP_KEY             int
#define RMAP_VALUE           long
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME        shared
#define RMAP_MAP         scratch
#define RMAP_POOL_LOCKED 1
#include "rmap/pool.h"

enum { ROOM = 1 << 20 };

enum { THREADS = 4, TURNS = 2000 };

static void *take_and_give(void *pool)
{
    shared *p = pool;
    size_t bad = 0;

    for (int i = 0; i < TURNS; i++) {
        scratch *m = shared_take(p);
        bad += m == NULL || scratch_len(m) != 0 || !scratch_put(m, i, i) ||
               scratch_len(m) != 1;
        if (i % 100 == 99)
            shared_shrink(p);
        shared_give(p, m);
    }
    return bad == 0 ? pool : NULL;
}

static void threads_share_a_pool(void **state)
{
    shared *p = shared_make(THREADS / 2, ROOM);
    pthread_t threads[THREADS];
    RmapPoolStats stats;

    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, take_and_give, p), 0);
    for (int i = 0; i < THREADS; i++) {
        void *result = NULL;
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_ptr_equal(result, p);
    }
    stats = shared_stats(p);
    assert_int_equal(stats.given + stats.freed, THREADS * TURNS);
    assert_true(stats.made + stats.reused >= THREADS * TURNS);
    shared_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_a_pool),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
