/* The caller has a reference of his own. */
#include <glib.h>

guint leave(GHashTable *table)
{
    g_hash_table_unref(table);
    return g_hash_table_size(table);
}
