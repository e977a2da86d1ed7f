/* One after the other. */
#include <glib.h>

void all_free(GHashTable **tables, int n)
{
    for (int i = 0; i < n; i++)
        g_hash_table_destroy(tables[i]);
    for (int i = 0; i < n; i++)
        tables[i] = NULL;
}
