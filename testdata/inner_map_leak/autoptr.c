/* The attribute frees the table, not what is in it. */
#include <glib.h>

guint scoped(const char *a)
{
    // want+1 inner-map-leak
    g_autoptr(GHashTable) t = g_hash_table_new(g_str_hash, g_str_equal);

    g_hash_table_insert(t, "a", g_strdup(a));
    return g_hash_table_size(t);
}
