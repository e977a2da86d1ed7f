/* Near misses: the values belong to others, or are no memory at all. */
#include <glib.h>

guint distinct(const char **names, guint n)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    guint size;

    for (guint i = 0; i < n; i++)
        g_hash_table_insert(t, (gpointer)names[i], GUINT_TO_POINTER(i));
    size = g_hash_table_size(t);
    g_hash_table_destroy(t);
    return size;
}

void fill(GHashTable *from, const char *key)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);

    g_hash_table_insert(t, (gpointer)key, g_hash_table_lookup(from, key));
    g_hash_table_destroy(t);
}
