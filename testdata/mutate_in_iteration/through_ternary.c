#include <glib.h>

guint prune(GHashTable *table, guint limit)
{
    GHashTableIter iter;
    gpointer key, size;
    guint dropped = 0;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &size))
        dropped += GPOINTER_TO_UINT(size) > limit
                       ? (guint)g_hash_table_remove(table, key) // want mutate-in-iteration "'table'"
                       : 0;
    return dropped;
}
