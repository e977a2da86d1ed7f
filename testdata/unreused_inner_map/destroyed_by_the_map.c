/* The outer table destroys what is replaced: nothing is lost. */
#include <glib.h>

void latest(const char **names, guint n, void (*show)(GHashTable *outer))
{
    GHashTable *outer = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify)g_hash_table_unref);

    for (guint i = 0; i < n; i++) {
        GHashTable *inner = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_add(inner, g_strdup(names[i]));
        g_hash_table_insert(outer, "latest", inner);
        show(outer);
    }
    g_hash_table_destroy(outer);
}
