/* Whatever is called, the parameter itself is still the freed table. */
#include <glib.h>

void work(void);

guint leave(GHashTable *table)
{
    g_hash_table_destroy(table); // want use-after-free-map "'table'"
    work();
    return g_hash_table_size(table);
}
