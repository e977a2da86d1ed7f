/* That a key is looked up before does not bound them. */
#include <glib.h>

static GHashTable *seen;

static gboolean on_tick(gpointer data)
{
    if (!g_hash_table_contains(seen, data))
        g_hash_table_add(seen, g_strdup(data)); // want never-pruned-map
    return TRUE;
}

void watch(char *name)
{
    seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_timeout_add(100, on_tick, name);
}
