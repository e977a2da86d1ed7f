#include <glib.h>

gpointer find(GHashTable *t, const char *name, gpointer value)
{
    g_hash_table_insert(t, (gpointer)"first", value);
    return g_hash_table_lookup(t, name);
}
