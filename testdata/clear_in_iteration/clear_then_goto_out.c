#include <glib.h>

int load(GHashTable *table, GHashTable *defaults)
{
    GHashTableIter iter;
    gpointer key, value;
    int status = 0;

    g_hash_table_iter_init(&iter, defaults);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        if (g_hash_table_contains(table, key)) {
            status = -1;
            g_hash_table_remove_all(defaults);
            goto out;
        }
    }
out:
    return status;
}
