/* Freed on one way only. */
#include <glib.h>

int store(const char *a, int keep, GHashTable *all)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    char *copy = g_strdup(a);

    g_hash_table_insert(t, "a", copy);
    if (keep) {
        g_hash_table_insert(all, "a", copy);
        g_hash_table_destroy(t);
        return 1;
    }
    g_hash_table_destroy(t); // want inner-map-leak
    return 0;
}
