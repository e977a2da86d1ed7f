/* The mutex of the server guards the tables of its parts. */
#include "maps.h"
#include <pthread.h>

typedef struct Part {
    ids *jobs;
} Part;

typedef struct Server {
    pthread_mutex_t mutex;
    Part *part;
} Server;

void server_add(Server *server, int job)
{
    pthread_mutex_lock(&server->mutex);
    ids_put(server->part->jobs, job, 1);
    pthread_mutex_unlock(&server->mutex);
}

void server_remove(Server *server, int job)
{
    pthread_mutex_lock(&server->mutex);
    ids_delete(server->part->jobs, job);
    pthread_mutex_unlock(&server->mutex);
}

static void *worker(void *data)
{
    Server *server = data;
    server_add(server, 1);
    return ids_get(server->part->jobs, 1); // want unlocked-map "'mutex'"
}

int server_start(Server *server, pthread_t *thread)
{
    return pthread_create(thread, NULL, worker, server);
}
