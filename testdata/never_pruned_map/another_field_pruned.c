/* Two maps, of which only the other one is looked after. */
#include <glib.h>

typedef struct Monitor {
    GHashTable *live;
    GHashTable *seen;
    char *name;
} Monitor;

// unit: monitor.c
static gboolean on_tick(gpointer data)
{
    Monitor *monitor = data;
    g_hash_table_add(monitor->live, g_strdup(monitor->name));
    g_hash_table_add(monitor->seen, g_strdup(monitor->name)); // want never-pruned-map "->seen'"
    return TRUE;
}

void monitor_stop(Monitor *monitor)
{
    g_hash_table_remove_all(monitor->live);
}

void monitor_start(Monitor *monitor)
{
    monitor->live = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    monitor->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_timeout_add(100, on_tick, monitor);
}
