/* GHashTable shrinks when it is emptied. */
#include <glib.h>

static GHashTable *cache;

void on_low_memory(void)
{
    if (cache)
        g_hash_table_remove_all(cache);
}
