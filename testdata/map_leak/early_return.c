/* The table is made first; the way out above the free forgets it. */
#include <glib.h>

int distinct(const char **names, guint n, int (*filtered)(const char *name))
{
    GHashTable *seen =
        g_hash_table_new(g_str_hash, g_str_equal); // want map-leak "'seen'"

    for (guint i = 0; i < n; i++) {
        if (filtered(names[i]))
            return -1;
        g_hash_table_add(seen, (gpointer)names[i]);
    }
    n = g_hash_table_size(seen);
    g_hash_table_destroy(seen);
    return (int)n;
}
