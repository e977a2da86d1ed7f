/* Filled before any thread, and only looked at from then on. */
#include "maps.h"
#include <pthread.h>

typedef struct Words {
    pthread_mutex_t mutex;
    counts *known;
    int hits;
} Words;

int words_has(Words *words, const char *word)
{
    pthread_mutex_lock(&words->mutex);
    int has = counts_get(words->known, word) != NULL;
    words->hits += has;
    pthread_mutex_unlock(&words->mutex);
    return has;
}

int words_hits(Words *words)
{
    pthread_mutex_lock(&words->mutex);
    int hits = words->hits + (int)counts_len(words->known);
    pthread_mutex_unlock(&words->mutex);
    return hits;
}

static void *worker(void *data)
{
    Words *words = data;
    return counts_get(words->known, "stop");
}

int words_start(Words *words, pthread_t *thread)
{
    return pthread_create(thread, NULL, worker, words);
}
