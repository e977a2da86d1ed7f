#include <glib.h>

gpointer find(const char *name, gpointer value)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(t, (gpointer)"first", value);
    g_hash_table_insert(t, (gpointer)name, value);
    gpointer found = g_hash_table_lookup(t, name);
    g_hash_table_destroy(t);
    return found;
}
