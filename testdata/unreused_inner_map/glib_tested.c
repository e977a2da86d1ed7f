#include <glib.h>

void record(GHashTable *outer, const char **names, guint n)
{
    for (guint i = 0; i < n; i++) {
        GHashTable *inner = g_hash_table_lookup(outer, "names");
        if (inner == NULL) {
            inner = g_hash_table_new(g_str_hash, g_str_equal);
            g_hash_table_insert(outer, "names", inner);
        }
        g_hash_table_add(inner, g_strdup(names[i]));
    }
}

void record_contains(GHashTable *outer, guint n)
{
    for (guint i = 0; i < n; i++)
        if (!g_hash_table_contains(outer, GUINT_TO_POINTER(i % 4)))
            g_hash_table_insert(outer, GUINT_TO_POINTER(i % 4),
                                g_hash_table_new(g_direct_hash, g_direct_equal));
}
