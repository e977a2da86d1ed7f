#include <glib.h>

gpointer find(const char *name, gpointer value)
{
    char *key = g_strdup_printf("%s-%d", name, 1);
    GHashTable *t = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(t, (gpointer)"first-1", value);
    gpointer found = g_hash_table_lookup(t, key); // want address-key "address"
    g_free(key);
    g_hash_table_destroy(t);
    return found;
}
