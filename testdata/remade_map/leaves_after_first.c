/* The loop looks for the first list, and ends there. */
#include <glib.h>

guint first(char ***lists)
{
    for (; *lists; lists++) {
        if (!**lists)
            continue;
        GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
        for (char **word = *lists; *word; word++)
            g_hash_table_add(seen, *word);
        guint size = g_hash_table_size(seen);
        g_hash_table_destroy(seen);
        return size;
    }
    return 0;
}
