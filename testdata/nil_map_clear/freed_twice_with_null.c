#include <glib.h>

void finish(GHashTable *table)
{
    g_hash_table_unref(table);
    table = NULL;
    g_debug("done");
    g_hash_table_unref(table); // want nil-map-clear "'table'"
}
