/* The lawful way to empty a table from a callback. */
#include <glib.h>

static gboolean always(gpointer key, gpointer value, gpointer data)
{
    (void)key;
    (void)value;
    (void)data;
    return TRUE;
}

guint empty(GHashTable *table)
{
    return g_hash_table_foreach_remove(table, always, NULL);
}

void empty_by_iterator(GHashTable *table)
{
    GHashTableIter iter;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, NULL))
        g_hash_table_iter_remove(&iter);
}
