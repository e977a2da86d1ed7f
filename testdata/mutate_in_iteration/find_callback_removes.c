#include <glib.h>

static gboolean is_dead(gpointer key, gpointer value, gpointer user_data)
{
    GHashTable *table = user_data;

    if (value != NULL)
        return FALSE;
    g_hash_table_remove(table, key);
    return FALSE;
}

gpointer first_dead(GHashTable *table)
{
    return g_hash_table_find(table, is_dead, table); // want mutate-in-iteration "'table'"
}
