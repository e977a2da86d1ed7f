/* Near miss: the attribute frees it when the scope is left, whichever way. */
#include <glib.h>

int distinct(const char **names, guint n)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < n; i++)
        if (!g_hash_table_add(seen, (gpointer)names[i]))
            return -1;
    return (int)g_hash_table_size(seen);
}

GHashTable *collect(const char **names, guint n)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < n; i++)
        if (names[i] == NULL)
            return NULL;
        else
            g_hash_table_add(seen, (gpointer)names[i]);
    return g_steal_pointer(&seen);
}
