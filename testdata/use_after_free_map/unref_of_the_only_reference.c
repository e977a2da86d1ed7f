/* Made here and given to nobody: the reference is the last. */
#include <glib.h>

guint count(const char *name)
{
    GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

    g_hash_table_add(table, (gpointer)name);
    g_hash_table_unref(table); // want use-after-free-map "'table'"
    return g_hash_table_size(table);
}
