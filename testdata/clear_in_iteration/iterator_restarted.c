/* After the clear the walk begins anew. */
#include <glib.h>

void settle(GHashTable *table, GHashTable *fresh)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (value == NULL) {
            g_hash_table_remove_all(table);
            g_hash_table_iter_init(&iter, fresh);
        }
    }
}
