/* The advice, followed. */
#include <glib.h>

guint count(char ***lines, guint n)
{
    guint sum = 0;
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < n; i++) {
        g_hash_table_remove_all(seen);
        for (char **word = lines[i]; *word; word++)
            g_hash_table_add(seen, *word);
        sum += g_hash_table_size(seen);
    }
    g_hash_table_destroy(seen);
    return sum;
}
