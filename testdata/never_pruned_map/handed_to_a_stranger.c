/* Somebody else may take entries out. */
#include <glib.h>

void admin_export(GHashTable *table);

static GHashTable *seen;

static gboolean on_tick(gpointer data)
{
    g_hash_table_add(seen, g_strdup(data));
    return TRUE;
}

void watch(char *name)
{
    seen = g_hash_table_new(g_str_hash, g_str_equal);
    admin_export(seen);
    g_timeout_add(100, on_tick, name);
}
