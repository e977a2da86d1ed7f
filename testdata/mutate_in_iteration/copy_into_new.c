#include <glib.h>

GHashTable *filtered(GHashTable *table, const char *prefix)
{
    GHashTable *copy = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (g_str_has_prefix(key, prefix))
            g_hash_table_insert(copy, key, value);
    return copy;
}
