/* Any number of threads may read and iterate at once, also while old buckets wait to be
 * moved: ConcurrentReadsAfterGrowth. Worth most under ThreadSanitizer. */
#include "cmocka_all.h"
#include "panic_trap.h"

#include <pthread.h>
#include <stdbool.h>

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1 /* its checks may not race either */

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

enum { THREADS = 4 };

typedef struct Reader {
    const ints *m;
    int64_t sum; /* what it read; assertions belong to the main thread */
} Reader;

static void *read_all(void *argument)
{
    Reader *r = argument;
    ints_iter it;

    for (int round = 0; round < 3; round++) {
        ints_iter_init(&it, r->m);
        while (ints_next(&it))
            r->sum += *ints_get(r->m, *it.key);
        ints_iter_init(&it, r->m);
        (void)ints_next(&it);
        if (round != 0)
            ints_iter_end(&it);
    }
    return NULL;
}

static void read_at_once(const ints *m, int64_t expected)
{
    pthread_t threads[THREADS];
    Reader readers[THREADS];

    for (int i = 0; i < THREADS; i++) {
        readers[i] = (Reader){ m, 0 };
        assert_int_equal(pthread_create(&threads[i], NULL, read_all, &readers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(readers[i].sum, 3 * expected);
    }
}

static void ConcurrentReadsAfterGrowth(void **state)
{
    ints *m = ints_make(0);
    int64_t sum = 0;
    int growing = 0;

    (void)state;
    for (int64_t k = 0; k < 500; k++) {
        assert_true(ints_put(m, k, k));
        sum += k;
        if (k % 7 == 0 || (m->h.oldbuckets != NULL && k % 3 == 0)) {
            growing += m->h.oldbuckets != NULL;
            read_at_once(m, sum);
        }
    }
    assert_true(growing > 5);
    ints_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ConcurrentReadsAfterGrowth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
