/* Two iterators over one table: what the inner one removes, the outer one misses. */
#include <glib.h>

void drop_duplicates(GHashTable *table)
{
    GHashTableIter outer, inner;
    gpointer a, b;

    g_hash_table_iter_init(&outer, table);
    while (g_hash_table_iter_next(&outer, NULL, &a)) {
        g_hash_table_iter_init(&inner, table);
        while (g_hash_table_iter_next(&inner, NULL, &b))
            if (a != b && g_strcmp0(a, b) == 0)
                g_hash_table_iter_remove(&inner); // want mutate-in-iteration "'table'"
    }
}
