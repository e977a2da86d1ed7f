#include <glib.h>

void take(const char *name, gpointer value)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(t, (gpointer)"first", value);
    g_hash_table_remove(t, name); // want address-key
    g_hash_table_destroy(t);
}
