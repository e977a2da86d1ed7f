#include <glib.h>

gpointer find(gpointer other, gpointer value)
{
    gpointer key = g_malloc0(16);
    GHashTable *t = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(t, key, value);
    gpointer found = g_hash_table_lookup(t, other);
    g_free(key);
    g_hash_table_destroy(t);
    return found;
}
