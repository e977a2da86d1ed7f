/* The dead iterator is never advanced. */
#include <glib.h>

gboolean remove_value(GHashTable *table, gpointer wanted)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (value == wanted) {
            g_hash_table_remove(table, key);
            return TRUE;
        }
    }
    return FALSE;
}

void remove_first(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        g_hash_table_remove(table, key);
        break;
    }
}
