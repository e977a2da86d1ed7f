#include <glib.h>

#define TABLE_FOREACH(table, iter, key, value)                                         \
    for (g_hash_table_iter_init(&(iter), (table));                                     \
         g_hash_table_iter_next(&(iter), &(key), &(value));)

void prune(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key, value;

    TABLE_FOREACH(table, iter, key, value) {
        if (value == NULL)
            g_hash_table_remove(table, key); // want mutate-in-iteration "'table'"
    }
}
