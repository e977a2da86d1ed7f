/* Every turn makes one to keep. */
#include <glib.h>

void load(GList **out, char ***lines, guint n)
{
    for (guint i = 0; i < n; i++) {
        GHashTable *row = g_hash_table_new(g_str_hash, g_str_equal);
        for (char **word = lines[i]; *word; word++)
            g_hash_table_add(row, *word);
        *out = g_list_prepend(*out, row);
    }
}
