/* Freed when the service stops: whether that is too late, nobody can say. */
#include <glib.h>

static GHashTable *seen;

static gboolean on_tick(gpointer data)
{
    g_hash_table_add(seen, g_strdup(data));
    return TRUE;
}

void stop(void)
{
    g_hash_table_destroy(seen);
    seen = NULL;
}

void watch(char *name)
{
    seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_timeout_add(100, on_tick, name);
}
