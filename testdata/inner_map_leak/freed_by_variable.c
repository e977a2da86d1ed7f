/* Near miss: the variable is still there, and what it points to is freed after. */
#include <glib.h>

guint once(const char *a)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    char *copy = g_strdup(a);
    guint size;

    g_hash_table_insert(t, "a", copy);
    size = g_hash_table_size(t);
    g_hash_table_destroy(t);
    g_free(copy);
    return size;
}

char *handed_back(const char *a)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    char *copy = g_strdup(a);

    g_hash_table_insert(t, "a", copy);
    g_hash_table_destroy(t);
    return copy;
}
