/* The function that clears is taken by its address and called in the loop. */
#include <glib.h>

void each(GHashTable *table, gboolean hard)
{
    void (*drop)(GHashTable *) = hard ? g_hash_table_destroy : g_hash_table_remove_all;
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        if (value == NULL)
            drop(table); // want clear-in-iteration "cleared" want clear-in-iteration "freed"
}
