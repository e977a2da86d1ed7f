/* What is found is kept over the free. */
#include <glib.h>

gpointer last(GHashTable *table, const char *name)
{
    gpointer found = g_hash_table_lookup(table, name);

    g_hash_table_destroy(table);
    return found;
}
