#include <glib.h>

guint check(const char **names, guint n, gboolean unique)
{
    GHashTable *seen =
        unique ? g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) : NULL;
    guint twice = 0;

    for (guint i = 0; unique && i < n; i++)
        if (!g_hash_table_add(seen, g_strdup(names[i])))
            twice++;
    g_hash_table_unref(seen); // want nil-map-clear "'seen'"
    return twice;
}
