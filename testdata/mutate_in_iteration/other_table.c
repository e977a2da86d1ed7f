#include <glib.h>

typedef struct {
    GHashTable *waiting;
    GHashTable *running;
} Scheduler;

static void start(Scheduler *self, gpointer id, gpointer job)
{
    g_hash_table_insert(self->running, id, job);
}

void start_all(Scheduler *self)
{
    GHashTableIter iter;
    gpointer id, job;

    g_hash_table_iter_init(&iter, self->waiting);
    while (g_hash_table_iter_next(&iter, &id, &job)) {
        start(self, id, job);
        g_hash_table_iter_remove(&iter);
    }
}

void subtract(GHashTable *from, GHashTable *what)
{
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, what);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        g_hash_table_remove(from, key);
}
