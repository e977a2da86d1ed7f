/* Stealing calls no destroy function, but the iteration is lost all the same. */
#include <glib.h>

void hand_over(GHashTable *table, gpointer last)
{
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        if (key == last)
            g_hash_table_steal_all(table); // want clear-in-iteration "'table'"
}
