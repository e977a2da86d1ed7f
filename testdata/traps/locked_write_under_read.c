#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME shared
#define RMAP_OF   counts
#include "rmap/locked.h"

#include <pthread.h>

// traps-not: two threads would have to meet

/* A map of the kind itself, cast from what was lent for reading. */
static shared *all;

static void *worker(void *ctx)
{
    counts *m = (counts *)shared_read_begin(all);
    counts_put(m, 1, 1); // want unlocked-map "reading only"
    shared_read_end(all);
    return ctx;
}

static void add(int key)
{
    counts_put(shared_write_begin(all), key, 1);
    shared_write_end(all);
}

static void drop(int key)
{
    counts_delete(shared_write_begin(all), key);
    shared_write_end(all);
}

int main(void)
{
    pthread_t thread;

    all = shared_make(0);
    if (all == NULL || pthread_create(&thread, NULL, worker, NULL) != 0)
        return 1;
    add(1);
    drop(1);
    return pthread_join(thread, NULL);
}
