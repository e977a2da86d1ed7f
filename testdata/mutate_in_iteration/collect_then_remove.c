#include <glib.h>

void expire(GHashTable *leases, guint now)
{
    GHashTableIter iter;
    gpointer key, until;
    GList *dead = NULL;

    g_hash_table_iter_init(&iter, leases);
    while (g_hash_table_iter_next(&iter, &key, &until))
        if (GPOINTER_TO_UINT(until) < now)
            dead = g_list_prepend(dead, key);
    for (GList *l = dead; l != NULL; l = l->next)
        g_hash_table_remove(leases, l->data);
    g_list_free(dead);
}

void expire_by_keys(GHashTable *leases)
{
    GList *keys = g_hash_table_get_keys(leases);

    for (GList *l = keys; l != NULL; l = l->next)
        if (g_hash_table_lookup(leases, l->data) == NULL)
            g_hash_table_remove(leases, l->data);
    g_list_free(keys);
}
