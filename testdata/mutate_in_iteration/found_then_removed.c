/* The loop ends with what it found; the removal comes after. */
#include <glib.h>

void remove_oldest(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key, value, oldest = NULL;
    guint best = 0;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (GPOINTER_TO_UINT(value) > best) {
            best = GPOINTER_TO_UINT(value);
            oldest = key;
        }
    }
    if (oldest != NULL)
        g_hash_table_remove(table, oldest);
}
