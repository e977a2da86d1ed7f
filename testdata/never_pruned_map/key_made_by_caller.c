/* The handler makes the key, a helper stores it. */
#include <glib.h>

static GHashTable *log_;

static void note(char *line)
{
    g_hash_table_add(log_, line); // want never-pruned-map "on_tick()"
}

static gboolean on_tick(gpointer data)
{
    note(g_strdup(data));
    return TRUE;
}

void watch(char *name)
{
    log_ = g_hash_table_new(g_str_hash, g_str_equal);
    g_timeout_add(100, on_tick, name);
}
