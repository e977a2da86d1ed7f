/* It lives for one call of the handler. */
#include <glib.h>

static gboolean on_tick(gpointer data)
{
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (char **name = data; *name; name++)
        g_hash_table_add(seen, g_strdup(*name));
    gboolean many = g_hash_table_contains(seen, "many");
    g_hash_table_destroy(seen);
    return many;
}

void watch(char **names)
{
    g_timeout_add(100, on_tick, names);
}
