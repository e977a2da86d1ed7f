/* GHashTable allows this only through the iterator. */
#include <glib.h>

void expire(GHashTable *leases, guint now)
{
    GHashTableIter iter;
    gpointer key, until;

    g_hash_table_iter_init(&iter, leases);
    while (g_hash_table_iter_next(&iter, &key, &until))
        if (GPOINTER_TO_UINT(until) < now)
            g_hash_table_remove(leases, key); // want mutate-in-iteration "'leases'"
}
