/* The first failure comes before the table is made, and the exit destroys it. */
#include <glib.h>

int load(const char *path, int (*parse)(const char *path, GHashTable *into))
{
    GHashTable *table = NULL;
    int status = -1;

    if (path == NULL)
        goto out;
    table = g_hash_table_new(g_str_hash, g_str_equal);
    status = parse(path, table);
out:
    g_hash_table_destroy(table); // want nil-map-clear "'table'"
    return status;
}
