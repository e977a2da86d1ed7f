/* A branch that is rarely taken makes it. */
#include <glib.h>

void log_all(char ***rows, guint n, void (*warn)(guint words))
{
    for (guint i = 0; i < n; i++)
        if (rows[i][0] == NULL) {
            GHashTable *detail = g_hash_table_new(g_str_hash, g_str_equal);
            g_hash_table_insert(detail, "row", rows[i]);
            warn(g_hash_table_size(detail));
            g_hash_table_destroy(detail);
        }
}
