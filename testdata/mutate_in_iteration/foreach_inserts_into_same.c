/* The table itself is the user data of its own foreach. */
#include <glib.h>

static void add_upper(gpointer key, gpointer value, gpointer user_data)
{
    GHashTable *table = user_data;
    gchar *upper = g_strdup_printf("%s+", (char *)key);

    g_hash_table_insert(table, upper, value);
}

void add_uppers(GHashTable *table)
{
    g_hash_table_foreach(table, add_upper, table); // want mutate-in-iteration "'table'"
}
