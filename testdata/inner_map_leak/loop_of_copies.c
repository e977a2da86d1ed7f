/* Every turn allocates one. */
#include <glib.h>

guint all(const char **names, guint n)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    guint size;

    for (guint i = 0; i < n; i++)
        g_hash_table_insert(t, (gpointer)names[i], g_strdup(names[i]));
    size = g_hash_table_size(t);
    g_hash_table_destroy(t); // want inner-map-leak
    return size;
}
