/* What the thread has made itself is nobody else's. */
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
    Pool mine = { .jobs = ids_make(64) };
    ids_put(mine.jobs, 1, 1);
    ids_put(mine.jobs, 2, 1);
    pool->done = (int)ids_len(mine.jobs);
    ids_free(mine.jobs);
    return NULL;
}

int pool_start(Pool *pool, pthread_t *thread)
{
    return pthread_create(thread, NULL, worker, pool);
}
