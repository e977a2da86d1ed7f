/* The project has its own names for lock and unlock. */
#include "maps.h"
#include <pthread.h>

typedef struct Pool {
    pthread_mutex_t mutex;
    ids *jobs;
    int done;
} Pool;

static void enter(Pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
}

static void leave(Pool *pool)
{
    pthread_mutex_unlock(&pool->mutex);
}

void pool_add(Pool *pool, int job)
{
    enter(pool);
    ids_put(pool->jobs, job, 1);
    leave(pool);
}

void pool_remove(Pool *pool, int job)
{
    enter(pool);
    ids_delete(pool->jobs, job);
    leave(pool);
}

static void *worker(void *data)
{
    Pool *pool = data;
    enter(pool);
    ids_put(pool->jobs, 1, 1);
    leave(pool);
    ids_put(pool->jobs, 2, 1); // want unlocked-map "'mutex'"
    return NULL;
}

int pool_start(Pool *pool, pthread_t *thread)
{
    return pthread_create(thread, NULL, worker, pool);
}
