/* The helper tells that it has cleared, and the loop listens. */
#include <glib.h>

static gboolean drop_when_full(GHashTable *table)
{
    if (g_hash_table_size(table) < 1000)
        return FALSE;
    g_hash_table_remove_all(table);
    return TRUE;
}

void listens(GHashTable *table)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        if (drop_when_full(table))
            break;
}

void does_not_listen(GHashTable *table)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        drop_when_full(table); // want clear-in-iteration "'table'"
}
