/* Both ways out free the table, and the error path goes through both. */
#include <glib.h>

int fill(const char *name, gpointer value)
{
    GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

    if (value == NULL) {
        g_hash_table_destroy(table); // want use-after-free-map "once more"
        goto out;
    }
    g_hash_table_insert(table, (gpointer)name, value);
out:
    g_hash_table_destroy(table);
    return value != NULL;
}
