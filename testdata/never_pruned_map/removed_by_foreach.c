/* ... by a callback that says which. */
#include <glib.h>

static GHashTable *seen;

static gboolean on_tick(gpointer data)
{
    g_hash_table_insert(seen, g_strdup(data), data);
    return TRUE;
}

static gboolean is_old(gpointer key, gpointer value, gpointer limit)
{
    return value < limit && key != NULL;
}

void expire(gpointer limit)
{
    g_hash_table_foreach_remove(seen, is_old, limit);
}

void watch(char *name)
{
    seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_timeout_add(100, on_tick, name);
}
