#include <glib.h>

static GHashTable *table(void)
{
    return g_hash_table_new(NULL, NULL);
}

void take(const char *name, gpointer value)
{
    GHashTable *t = table();
    g_hash_table_insert(t, (gpointer)"first", value);
    g_hash_table_remove(t, name); // known-miss address-key
    g_hash_table_destroy(t);
}
