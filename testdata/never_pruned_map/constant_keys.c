/* The names are those of the program. */
#include <glib.h>

static GHashTable *counts;

static gboolean on_tick(gpointer data)
{
    g_hash_table_insert(counts, "ticks", data);
    g_hash_table_insert(counts, g_strdup("last"), data);
    return TRUE;
}

void watch(gpointer data)
{
    counts = g_hash_table_new(g_str_hash, g_str_equal);
    g_timeout_add(100, on_tick, data);
}
