#include <glib.h>
#include "maps.h"

void add(GHashTable *table, counts *m, const char *name)
{
    if (table)
        g_hash_table_add(table, g_strdup(name));
    if (m != NULL)
        counts_put(m, name, 1);
}

void add_or_leave(counts *m, const char *name)
{
    if (m == NULL)
        return;
    counts_put(m, name, 1);
}
