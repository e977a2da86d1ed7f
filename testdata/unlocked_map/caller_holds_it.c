/* The helper does without, since all who call it hold the mutex. */
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

static int known(Pool *pool, int job)
{
    return ids_get(pool->jobs, job) != NULL;
}

static void *worker(void *data)
{
    Pool *pool = data;
    pthread_mutex_lock(&pool->mutex);
    if (known(pool, 7))
        pool->done++;
    pthread_mutex_unlock(&pool->mutex);
    return NULL;
}

int pool_start(Pool *pool, pthread_t *thread)
{
    return pthread_create(thread, NULL, worker, pool);
}
