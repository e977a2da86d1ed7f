#include <glib.h>

guint tally(const char **names, guint n)
{
    GHashTable *seen = NULL;
    guint unique = 0;

    if (n > 0)
        seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < n; i++)
        unique += (guint)g_hash_table_add(seen, g_strdup(names[i]));
    if (n > 0)
        g_hash_table_destroy(seen);
    return unique;
}
