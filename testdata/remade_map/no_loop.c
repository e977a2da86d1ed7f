/* Made and freed once a call. */
#include <glib.h>

guint distinct(char **words)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (char **word = words; *word; word++)
        g_hash_table_add(seen, *word);
    guint size = g_hash_table_size(seen);
    g_hash_table_destroy(seen);
    return size;
}
