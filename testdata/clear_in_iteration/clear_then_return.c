#include <glib.h>

gboolean valid_or_empty(GHashTable *table)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        if (value == NULL) {
            g_hash_table_remove_all(table);
            return FALSE;
        }
    }
    return TRUE;
}
