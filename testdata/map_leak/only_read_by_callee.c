/* The callee only reads the map; the caller still owns it. */
#include <glib.h>

static guint weigh(GHashTable *table, const char *key)
{
    return g_hash_table_contains(table, key) ? 2 : g_hash_table_size(table);
}

guint count(const char *key)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal); // want map-leak "'t'"

    g_hash_table_add(t, "one");
    return weigh(t, key);
}
