#include <glib.h>

void forget(GHashTable *table)
{
    if (!table)
        g_hash_table_remove_all(table); // want nil-map-clear "'table'"
}
