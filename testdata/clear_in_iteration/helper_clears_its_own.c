#include <glib.h>

static void remember(GHashTable *seen, gpointer key)
{
    if (g_hash_table_size(seen) > 1000)
        g_hash_table_remove_all(seen);
    g_hash_table_add(seen, key);
}

void visit(GHashTable *table)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        remember(seen, key);
    g_hash_table_destroy(seen);
}
