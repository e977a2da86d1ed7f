#include <glib.h>

gpointer find(const char *name, const char *other, gpointer value)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(t, (gpointer)name, value);
    gpointer found = g_hash_table_lookup(t, other);
    g_hash_table_destroy(t);
    return found;
}
