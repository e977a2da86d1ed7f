/* Most turns give it away. */
#include <glib.h>

void load(GHashTable *rows, char ***lines, guint n)
{
    for (guint i = 0; i < n; i++) {
        GHashTable *row = g_hash_table_new(g_str_hash, g_str_equal);
        for (char **word = lines[i]; *word; word++)
            g_hash_table_add(row, *word);
        if (g_hash_table_size(row) == 0)
            g_hash_table_unref(row);
        else
            g_hash_table_insert(rows, lines[i][0], row);
    }
}
