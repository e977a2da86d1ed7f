/* One place has the mutex, for something else; the others do without. */
#include "maps.h"
#include <pthread.h>

typedef struct Pool {
    pthread_mutex_t mutex;
    ids *jobs;
    int done;
} Pool;

void pool_note(Pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    pool->done += (int)ids_len(pool->jobs);
    pthread_mutex_unlock(&pool->mutex);
}

static void *worker(void *data)
{
    Pool *pool = data;
    ids_put(pool->jobs, 1, 1);
    ids_put(pool->jobs, 2, 1);
    ids_delete(pool->jobs, 3);
    return NULL;
}

int pool_start(Pool *pool, pthread_t *thread)
{
    return pthread_create(thread, NULL, worker, pool);
}
