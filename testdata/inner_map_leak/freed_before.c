/* Near miss: the value is freed first, then the map. */
#include <glib.h>

void in_order(const char *a)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    char *copy = g_strdup(a);

    g_hash_table_insert(t, "a", copy);
    g_hash_table_remove(t, "a");
    g_free(copy);
    g_hash_table_destroy(t);
}
