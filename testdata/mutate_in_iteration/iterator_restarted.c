#include <glib.h>

void remove_linked(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (value == NULL) {
            g_hash_table_remove(table, key);
            g_hash_table_iter_init(&iter, table);
        }
    }
}

void remove_until_none(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key, value;

again:
    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (value == NULL) {
            g_hash_table_remove(table, key);
            goto again;
        }
    }
}
