/* The flag that is set with the clear leaves the loop before the next step. */
#include <glib.h>

void scan(GHashTable *table)
{
    GHashTableIter iter;
    gpointer value;
    gboolean dropped = FALSE;

    g_hash_table_iter_init(&iter, table);
    while (!dropped && g_hash_table_iter_next(&iter, NULL, &value)) {
        if (value == NULL) {
            g_hash_table_remove_all(table);
            dropped = TRUE;
        }
    }
}

void scan_with_test(GHashTable *table)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        gboolean bad = value == NULL;
        if (bad)
            g_hash_table_remove_all(table);
        g_debug("%p", value);
        if (bad)
            break;
    }
}
