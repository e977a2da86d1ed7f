#include <glib.h>

int flush(GHashTable *table)
{
    GHashTableIter iter;
    gpointer value;
    int sum = 0;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        sum += GPOINTER_TO_INT(value);
    g_hash_table_remove_all(table);
    return sum;
}
