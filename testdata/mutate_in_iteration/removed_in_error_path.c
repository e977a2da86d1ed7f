/* Only the error path changes the table, and it leaves. */
#include <glib.h>

int validate(GHashTable *table, int (*check)(gpointer value))
{
    GHashTableIter iter;
    gpointer key, value;
    int status = 0;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        status = check(value);
        if (status < 0)
            goto broken;
        if (status > 0)
            continue;
    }
    return 0;
broken:
    g_hash_table_remove(table, key);
    return status;
}
