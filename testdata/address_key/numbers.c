#include <glib.h>

gpointer find(int n, gpointer value)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(t, GINT_TO_POINTER(1), value);
    gpointer found = g_hash_table_lookup(t, GINT_TO_POINTER(n));
    g_hash_table_destroy(t);
    return found;
}
