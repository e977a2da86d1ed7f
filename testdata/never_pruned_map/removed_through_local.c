/* The map is removed from under another name. */
#include <glib.h>

static GHashTable *seen;

static gboolean on_tick(gpointer data)
{
    g_hash_table_add(seen, g_strdup(data));
    return TRUE;
}

gboolean drop(const char *name)
{
    GHashTable *table = seen;
    return g_hash_table_remove(table, name);
}

void watch(char *name)
{
    seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_timeout_add(100, on_tick, name);
}
