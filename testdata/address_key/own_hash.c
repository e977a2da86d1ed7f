#include <glib.h>

guint hash(gconstpointer key);

gpointer find(const char *name, gpointer value)
{
    GHashTable *t = g_hash_table_new(hash, NULL);
    g_hash_table_insert(t, (gpointer)"first", value);
    gpointer found = g_hash_table_lookup(t, name);
    g_hash_table_destroy(t);
    return found;
}
