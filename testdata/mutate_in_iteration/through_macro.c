#include <glib.h>

#define DROP(table, key)                                                               \
    do {                                                                               \
        g_debug("dropping");                                                           \
        g_hash_table_remove((table), (key));                                           \
    } while (0)

void prune(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (value == NULL)
            DROP(table, key); // want mutate-in-iteration "'table'"
    }
}
