/* g_clear_pointer and the cleanup of g_autoptr look before they call. */
#include <glib.h>

int load(const char *path)
{
    g_autoptr(GHashTable) names = NULL;
    GHashTable *table = NULL;

    if (path == NULL) {
        g_clear_pointer(&table, g_hash_table_destroy);
        return -1;
    }
    names = g_hash_table_new(g_str_hash, g_str_equal);
    g_clear_pointer(&table, g_hash_table_unref);
    return 0;
}
