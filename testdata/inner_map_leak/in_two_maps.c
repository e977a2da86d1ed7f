/* Near miss: the other map frees it. */
#include <glib.h>

void indexed(const char *a)
{
    GHashTable *own = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    GHashTable *by_name = g_hash_table_new(g_str_hash, g_str_equal);
    char *copy = g_strdup(a);

    g_hash_table_insert(own, "a", copy);
    g_hash_table_insert(by_name, copy, copy);
    g_hash_table_destroy(by_name);
    g_hash_table_destroy(own);
}
