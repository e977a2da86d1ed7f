/* Only one file is looked at: another one may remove. */
#include <glib.h>

GHashTable *seen_by_all;

static gboolean on_tick(gpointer data)
{
    g_hash_table_add(seen_by_all, g_strdup(data));
    return TRUE;
}

void watch(char *name)
{
    seen_by_all = g_hash_table_new(g_str_hash, g_str_equal);
    g_timeout_add(100, on_tick, name);
}
