#include <glib.h>

void expire(GHashTable *leases, guint now)
{
    GHashTableIter iter;
    gpointer until;

    g_hash_table_iter_init(&iter, leases);
    while (g_hash_table_iter_next(&iter, NULL, &until))
        if (GPOINTER_TO_UINT(until) < now)
            g_hash_table_iter_remove(&iter);
}

void renew(GHashTable *leases, gpointer until)
{
    GHashTableIter iter;

    g_hash_table_iter_init(&iter, leases);
    while (g_hash_table_iter_next(&iter, NULL, NULL))
        g_hash_table_iter_replace(&iter, until);
}

GList *take_all(GHashTable *jobs)
{
    GHashTableIter iter;
    gpointer job;
    GList *list = NULL;

    g_hash_table_iter_init(&iter, jobs);
    while (g_hash_table_iter_next(&iter, NULL, &job)) {
        list = g_list_prepend(list, job);
        g_hash_table_iter_steal(&iter);
    }
    return list;
}
