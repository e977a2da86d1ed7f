/* Waiting for a condition gives the mutex back and takes it again. */
#include "maps.h"
#include <pthread.h>

typedef struct Queue {
    pthread_mutex_t mutex;
    pthread_cond_t more;
    ids *jobs;
} Queue;

void queue_add(Queue *queue, int job)
{
    pthread_mutex_lock(&queue->mutex);
    ids_put(queue->jobs, job, 1);
    pthread_cond_signal(&queue->more);
    pthread_mutex_unlock(&queue->mutex);
}

static void *worker(void *data)
{
    Queue *queue = data;
    pthread_mutex_lock(&queue->mutex);
    while (ids_len(queue->jobs) == 0)
        pthread_cond_wait(&queue->more, &queue->mutex);
    ids_clear(queue->jobs);
    pthread_mutex_unlock(&queue->mutex);
    return NULL;
}

int queue_start(Queue *queue, pthread_t *thread)
{
    return pthread_create(thread, NULL, worker, queue);
}
