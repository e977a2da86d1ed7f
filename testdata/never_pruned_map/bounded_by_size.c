/* Beyond a thousand nothing more is noted. */
#include <glib.h>

static GHashTable *seen;

static gboolean on_tick(gpointer data)
{
    if (g_hash_table_size(seen) < 1000)
        g_hash_table_add(seen, g_strdup(data));
    return TRUE;
}

void watch(char *name)
{
    seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_timeout_add(100, on_tick, name);
}
