/* An iterator used to look at one entry; there is no loop. */
#include <glib.h>

gpointer take_any(GHashTable *table)
{
    GHashTableIter iter;
    gpointer value = NULL;

    g_hash_table_iter_init(&iter, table);
    if (g_hash_table_iter_next(&iter, NULL, &value))
        g_hash_table_remove_all(table);
    return value;
}
