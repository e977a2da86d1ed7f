/* A thread gives every request the next number, and keeps it. */
#include "maps.h"
#include <pthread.h>

int next_request(void);

static ids *requests;
static int next = 1;

static void *serve(void *arg)
{
    int what;
    while ((what = next_request()) >= 0)
        ids_put(requests, next++, what); // want never-pruned-map "serve()"
    return arg;
}

int start(pthread_t *thread)
{
    requests = ids_make(0);
    return pthread_create(thread, NULL, serve, NULL);
}
