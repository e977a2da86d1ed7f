/* The plainest form: freed, then looked into. */
#include <glib.h>

gpointer last(GHashTable *table, const char *name)
{
    g_hash_table_destroy(table); // want use-after-free-map "'table'"
    return g_hash_table_lookup(table, name);
}
