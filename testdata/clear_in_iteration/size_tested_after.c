/* After the clear the table is empty, and the loop asks for that. */
#include <glib.h>

void work(GHashTable *table)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_size(table) > 0 && g_hash_table_iter_next(&iter, NULL, &value))
        if (value == NULL)
            g_hash_table_remove_all(table);
}
