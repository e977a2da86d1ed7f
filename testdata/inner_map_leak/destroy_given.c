/* Near misses: the table knows how, also one made by a wrapper that was told. */
#include <glib.h>

static GHashTable *table_of(GDestroyNotify value)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, value);
}

void plain(const char *a)
{
    GHashTable *t = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

    g_hash_table_insert(t, "a", g_strdup(a));
    g_hash_table_destroy(t);
}

void wrapped(const char *a)
{
    GHashTable *t = table_of(g_free);

    g_hash_table_insert(t, "a", g_strdup(a));
    g_hash_table_destroy(t);
}

void told(const char *a, GDestroyNotify how)
{
    GHashTable *t = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, how);

    g_hash_table_insert(t, "a", g_strdup(a));
    g_hash_table_destroy(t);
}
