/* Each removal is followed by a new iterator. */
#include <glib.h>

void drain(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key;

    while (g_hash_table_iter_init(&iter, table), g_hash_table_iter_next(&iter, &key, NULL))
        g_hash_table_remove(table, key);
}

void drain_counted(GHashTable *table)
{
    guint n = g_hash_table_size(table);

    for (guint i = 0; i < n; i++) {
        GHashTableIter iter;
        gpointer key;

        g_hash_table_iter_init(&iter, table);
        if (g_hash_table_iter_next(&iter, &key, NULL))
            g_hash_table_remove(table, key);
    }
}
