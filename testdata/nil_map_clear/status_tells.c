/* The status is what says whether the table is there. */
#include <glib.h>

void import(const char *path, int (*parse)(const char *path, GHashTable *into))
{
    GHashTable *table = NULL;
    int status = -1;

    if (path != NULL) {
        table = g_hash_table_new(g_str_hash, g_str_equal);
        status = parse(path, table) == 0 ? 0 : 1;
    }
    if (status == -1)
        return;
    g_hash_table_destroy(table);
}
