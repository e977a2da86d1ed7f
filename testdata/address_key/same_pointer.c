#include <glib.h>

gpointer find(const char *name, gpointer value)
{
    char *key = g_strdup(name);
    GHashTable *t = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(t, key, value);
    gpointer found = g_hash_table_lookup(t, key);
    g_free(key);
    g_hash_table_destroy(t);
    return found;
}
