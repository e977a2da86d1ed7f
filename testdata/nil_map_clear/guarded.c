#include <glib.h>
#include "maps.h"

void forget(GHashTable *table, counts *m)
{
    if (table)
        g_hash_table_remove_all(table);
    if (m != NULL)
        counts_clear(m);
}

void forget_rest(GHashTable *table)
{
    if (table == NULL)
        return;
    g_hash_table_destroy(table);
}
