#include <glib.h>

#define EACH(table, it, v)                                                             \
    for (g_hash_table_iter_init(&(it), (table));                                       \
         g_hash_table_iter_next(&(it), NULL, &(v));)

void until_first(GHashTable *table)
{
    GHashTableIter it;
    gpointer v;

    EACH(table, it, v)
    {
        if (v != NULL)
            continue;
        g_hash_table_remove_all(table);
        break;
    }
}

void until_last(GHashTable *table)
{
    GHashTableIter it;
    gpointer v;

    EACH(table, it, v)
    {
        if (v != NULL)
            continue;
        g_hash_table_remove_all(table); // want clear-in-iteration "'table'"
    }
}
