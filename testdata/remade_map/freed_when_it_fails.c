/* Kept when all went well: it is freed only on the way out. */
#include <glib.h>

gboolean parse(GHashTable *row, const char *line);

gboolean load(GHashTable *rows, const char **lines, guint n)
{
    for (guint i = 0; i < n; i++) {
        GHashTable *row = g_hash_table_new(g_str_hash, g_str_equal);
        if (!parse(row, lines[i])) {
            g_hash_table_destroy(row);
            return FALSE;
        }
        g_hash_table_insert(rows, (gpointer)lines[i], row);
    }
    return TRUE;
}
