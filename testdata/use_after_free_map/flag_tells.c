/* A flag goes with the free. */
#include <glib.h>

guint count(GHashTable *table, gboolean last)
{
    if (last)
        g_hash_table_destroy(table);
    if (!last)
        return g_hash_table_size(table);
    return 0;
}
