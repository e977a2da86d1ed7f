#include <glib.h>

gpointer find(const char *name, gpointer value)
{
    const char *key = g_intern_string(name);
    const char *same = g_intern_string(name);
    GHashTable *t = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(t, (gpointer)key, value);
    gpointer found = g_hash_table_lookup(t, same);
    g_hash_table_destroy(t);
    return found;
}
