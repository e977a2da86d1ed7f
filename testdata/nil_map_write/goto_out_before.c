#include <glib.h>

int load(const char *path, const char *first)
{
    GHashTable *table = NULL;
    int status = -1;

    if (path == NULL)
        goto out;
    table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_add(table, g_strdup(first));
    status = 0;
out:
    if (table)
        g_hash_table_destroy(table);
    return status;
}
