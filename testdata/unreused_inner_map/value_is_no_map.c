/* New values, but not maps. */
#include <glib.h>
#include "maps.h"

void latest(GHashTable *table, const char **names, guint n)
{
    for (guint i = 0; i < n; i++)
        g_hash_table_insert(table, "latest", g_strdup(names[i]));
}

void last(counts *m, const int *values, int n)
{
    for (int i = 0; i < n; i++)
        counts_put(m, "last", values[i]);
}
