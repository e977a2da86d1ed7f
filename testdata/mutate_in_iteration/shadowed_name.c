/* The inner `table` is another one. */
#include <glib.h>

void merge(GHashTable *table, GHashTable *(*next)(void))
{
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        GHashTable *table = next();
        g_hash_table_remove(table, key);
    }
}
