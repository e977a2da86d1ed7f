/* What is found in the loop is acted on after it. */
#include <glib.h>

void reset_when_asked(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key;
    gboolean reset = FALSE;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        if (g_strcmp0(key, "reset") == 0)
            reset = TRUE;
    if (reset)
        g_hash_table_remove_all(table);
}
