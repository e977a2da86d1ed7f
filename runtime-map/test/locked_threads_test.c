/* A locked map between real threads; rmap_locked_threads_tsan runs the same under
 * ThreadSanitizer. Threads assert nothing themselves: they count what was wrong. */
#include "cmocka_all.h"
#include "panic_trap.h"

#include <pthread.h>

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME            ints
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME shared
#define RMAP_OF   ints
#include "rmap/locked.h"

enum { THREADS = 4, ROUNDS = 2000, PAIR = 1000 };

typedef struct Worker {
    shared *s;
    int number;
    size_t wrong;
} Worker;

/* Keys come in pairs of one value: what is written in a bracket is seen whole. */
static void *work(void *argument)
{
    Worker *w = argument;

    for (int n = 0; n < ROUNDS; n++) {
        int key = n % 10;
        int64_t value = 0;
        if (n % 3 == 0) {
            ints *m = shared_write_begin(w->s);
            int64_t *first = ints_get_or_put(m, key, NULL);
            if (first != NULL)
                value = ++*first;
            if (first == NULL || !ints_put(m, key + PAIR, value))
                w->wrong++;
            shared_write_end(w->s);
        } else if (n % 3 == 1) {
            const ints *m = shared_read_begin(w->s);
            const int64_t *first = ints_get(m, key);
            const int64_t *second = ints_get(m, key + PAIR);
            if ((first == NULL) != (second == NULL) ||
                (first != NULL && *first != *second))
                w->wrong++;
            shared_read_end(w->s);
        } else {
            (void)shared_put(w->s, -w->number, n);
            if (!shared_get(w->s, -w->number, &value) || value != n)
                w->wrong++;
            if (!shared_delete(w->s, -w->number))
                w->wrong++;
        }
    }
    return NULL;
}

static void brackets_are_whole(void **state)
{
    shared *s = shared_make(0);
    pthread_t threads[THREADS];
    Worker workers[THREADS];
    int64_t sum = 0;

    (void)state;
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (Worker){ s, i + 1, 0 };
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(workers[i].wrong, 0);
    }
    for (int key = 0; key < 10; key++) {
        int64_t value = 0;
        assert_true(shared_get(s, key, &value));
        sum += value;
    }
    assert_int_equal(sum, THREADS * ((ROUNDS + 2) / 3)); /* no increment was lost */
    assert_int_equal(shared_len(s), 20);
    shared_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brackets_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
