#include <glib.h>

void must_be_unique(GHashTable *table, gpointer wanted)
{
    GHashTableIter iter;
    gpointer key, value;
    int found = 0;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (value == wanted && found++ > 0) {
            g_hash_table_remove(table, key);
            g_error("found twice");
        }
    }
}
