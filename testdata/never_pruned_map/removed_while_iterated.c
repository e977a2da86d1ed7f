/* A second timer expires what is old. */
#include <glib.h>

static GHashTable *seen;

static gboolean on_tick(gpointer data)
{
    g_hash_table_insert(seen, g_strdup(data), data);
    return TRUE;
}

static gboolean expire(gpointer limit)
{
    GHashTableIter it;
    gpointer key, value;
    g_hash_table_iter_init(&it, seen);
    while (g_hash_table_iter_next(&it, &key, &value))
        if (value < limit)
            g_hash_table_iter_remove(&it);
    return TRUE;
}

void watch(char *name)
{
    seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_timeout_add(100, on_tick, name);
    g_timeout_add(5000, expire, name);
}
