#include <glib.h>

int count_and_drop(GHashTable *table)
{
    GHashTableIter iter;
    int seen = 0;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, NULL)) {
        seen++;
        if (seen == 100)
            g_hash_table_destroy(table); // want clear-in-iteration "'table'"
    }
    return seen;
}
