/* Near misses: the map came from outside, or goes there. */
#include <glib.h>

void given(GHashTable *t, const char *a)
{
    g_hash_table_insert(t, "a", g_strdup(a));
    g_hash_table_remove_all(t);
}

void lent(const char *a, void (*take)(GHashTable *t))
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);

    g_hash_table_insert(t, "a", g_strdup(a));
    take(t);
    g_hash_table_destroy(t);
}

GHashTable *filled(const char *a)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);

    g_hash_table_insert(t, "a", g_strdup(a));
    return t;
}
