/* Near misses: the values are freed one by one before. */
#include <glib.h>

static void drop(gpointer key, gpointer value, gpointer data)
{
    (void)key, (void)data;
    g_free(value);
}

void by_iterator(const char *a)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTableIter it;
    gpointer value;

    g_hash_table_insert(t, "a", g_strdup(a));
    g_hash_table_iter_init(&it, t);
    while (g_hash_table_iter_next(&it, NULL, &value))
        g_free(value);
    g_hash_table_destroy(t);
}

void by_callback(const char *a)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);

    g_hash_table_insert(t, "a", g_strdup(a));
    g_hash_table_foreach(t, drop, NULL);
    g_hash_table_destroy(t);
}
