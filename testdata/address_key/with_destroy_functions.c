#include <glib.h>

gpointer find(const char *name, gpointer value)
{
    char *key = g_strdup(name);
    GHashTable *t = g_hash_table_new_full(NULL, NULL, g_free, NULL);
    g_hash_table_insert(t, key, value);
    gpointer found = g_hash_table_lookup(t, name); // want address-key "address"
    g_hash_table_destroy(t);
    return found;
}
