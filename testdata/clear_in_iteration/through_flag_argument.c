/* One call asks the helper to empty the table, the other does not. */
#include <glib.h>

static void report(GHashTable *table, const char *what, gboolean and_forget)
{
    g_debug("%s: %u entries", what, g_hash_table_size(table));
    if (and_forget)
        g_hash_table_remove_all(table);
}

void walk_and_forget(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        report(table, key, TRUE); // want clear-in-iteration "'table'"
}

void walk(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        report(table, key, FALSE);
}
