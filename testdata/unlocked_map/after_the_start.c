/* main() goes on using the map once the thread runs. */
#include "maps.h"
#include <pthread.h>

typedef struct Pool {
    pthread_mutex_t mutex;
    ids *jobs;
    int done;
} Pool;

void pool_add(Pool *pool, int job)
{
    pthread_mutex_lock(&pool->mutex);
    ids_put(pool->jobs, job, 1);
    pthread_mutex_unlock(&pool->mutex);
}

void pool_remove(Pool *pool, int job)
{
    pthread_mutex_lock(&pool->mutex);
    ids_delete(pool->jobs, job);
    pthread_mutex_unlock(&pool->mutex);
}

static void *worker(void *data)
{
    pool_remove(data, 1);
    return NULL;
}

int run(Pool *pool, pthread_t *thread)
{
    ids_put(pool->jobs, 1, 1);
    if (pthread_create(thread, NULL, worker, pool) != 0)
        return -1;
    ids_put(pool->jobs, 2, 1); // want unlocked-map "'pool->jobs'"
    return 0;
}
