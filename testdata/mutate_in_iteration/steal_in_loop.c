#include <glib.h>

GList *take_ready(GHashTable *jobs)
{
    GHashTableIter iter;
    gpointer key, job;
    GList *ready = NULL;

    g_hash_table_iter_init(&iter, jobs);
    while (g_hash_table_iter_next(&iter, &key, &job)) {
        if (job == NULL)
            continue;
        g_hash_table_steal(jobs, key); // want mutate-in-iteration "'jobs'"
        ready = g_list_prepend(ready, job);
    }
    return ready;
}
