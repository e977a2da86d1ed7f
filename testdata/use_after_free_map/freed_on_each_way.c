/* Each way out frees the table once. */
#include <glib.h>

int fill(const char *name, gpointer value)
{
    GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

    if (value == NULL) {
        g_hash_table_destroy(table);
        return 0;
    }
    g_hash_table_insert(table, (gpointer)name, value);
    g_hash_table_destroy(table);
    return 1;
}
