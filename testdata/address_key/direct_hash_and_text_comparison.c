#include <glib.h>

gpointer find(const char *name, gpointer value)
{
    GHashTable *t = g_hash_table_new(g_direct_hash, g_str_equal);
    g_hash_table_insert(t, (gpointer)"first", value);
    gpointer found = g_hash_table_lookup(t, name); // want address-key "address"
    g_hash_table_destroy(t);
    return found;
}
