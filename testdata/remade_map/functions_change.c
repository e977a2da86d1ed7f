/* What each one does with its values is another thing each time. */
#include <glib.h>

typedef struct Column {
    char **words;
    GDestroyNotify done;
} Column;

guint sizes(Column *columns, guint n)
{
    guint sum = 0;
    for (guint i = 0; i < n; i++) {
        GHashTable *seen =
            g_hash_table_new_full(g_str_hash, g_str_equal, columns[i].done, NULL);
        for (char **word = columns[i].words; *word; word++)
            g_hash_table_add(seen, *word);
        sum += g_hash_table_size(seen);
        g_hash_table_destroy(seen);
    }
    return sum;
}
