/* Nobody begins a thread: the mutex is a habit. */
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

int pool_count(Pool *pool)
{
    return (int)ids_len(pool->jobs);
}
