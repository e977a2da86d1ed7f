/* The access is two calls below the thread, in another file. */
#include "maps.h"
#include <pthread.h>

extern pthread_mutex_t guard;
extern ids *jobs;
int job_is_known(int number);
// unit: jobs.c
pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
ids *jobs;

void job_add(int number)
{
    pthread_mutex_lock(&guard);
    ids_put(jobs, number, 1);
    pthread_mutex_unlock(&guard);
}

void job_done(int number)
{
    pthread_mutex_lock(&guard);
    ids_delete(jobs, number);
    pthread_mutex_unlock(&guard);
}

int job_is_known(int number)
{
    return ids_get(jobs, number) != NULL;
}
// unit: worker.c
static void *worker(void *data)
{
    int *number = data;
    if (job_is_known(*number)) // want unlocked-map "'guard'"
        *number = 0;
    return NULL;
}

int start(pthread_t *thread, int *number)
{
    return pthread_create(thread, NULL, worker, number);
}
