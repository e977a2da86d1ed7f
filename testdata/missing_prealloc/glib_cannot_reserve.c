#include <glib.h>

GHashTable *squares(void)
{
    GHashTable *table = g_hash_table_new(g_direct_hash, g_direct_equal);

    for (int i = 0; i < 1000; i++)
        g_hash_table_insert(table, GINT_TO_POINTER(i), GINT_TO_POINTER(i * i));
    return table;
}
