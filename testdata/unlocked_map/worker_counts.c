/* The worker looks at the map of its pool without the pool's mutex. */
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
    Pool *pool = data;
    pool->done += (int)ids_len(pool->jobs); // want unlocked-map "'mutex'"
    return NULL;
}

int pool_start(Pool *pool, pthread_t *thread)
{
    return pthread_create(thread, NULL, worker, pool);
}
