#include <glib.h>

void drain(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, table);
    if (!g_hash_table_iter_next(&iter, &key, NULL))
        return;
    do {
        g_hash_table_remove(table, key); // want mutate-in-iteration "'table'"
    } while (g_hash_table_iter_next(&iter, &key, NULL));
}
