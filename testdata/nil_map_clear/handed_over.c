/* The map is handed over, and the own pointer set to NULL, before the common exit. */
#include <glib.h>

GHashTable *build(const char **names, guint n, int *error)
{
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTable *result = NULL;

    *error = 0;
    for (guint i = 0; i < n; i++) {
        if (names[i] == NULL) {
            *error = -1;
            goto out;
        }
        g_hash_table_add(table, g_strdup(names[i]));
    }
    result = g_steal_pointer(&table);
out:
    if (table)
        g_hash_table_destroy(table);
    return result;
}

GHashTable *build_wrongly(const char **names, guint n)
{
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTable *result = NULL;

    for (guint i = 0; i < n; i++) {
        if (names[i] == NULL)
            goto out;
        g_hash_table_add(table, g_strdup(names[i]));
    }
    result = g_steal_pointer(&table);
out:
    g_hash_table_destroy(table); // want nil-map-clear "'table'"
    return result;
}
