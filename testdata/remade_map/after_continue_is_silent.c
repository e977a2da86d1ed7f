/* Only what is no comment needs the set: not every turn makes it. */
#include <glib.h>

guint count(const char **lines, guint n)
{
    guint sum = 0;
    for (guint i = 0; i < n; i++) {
        if (lines[i][0] == '#')
            continue;
        GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
        g_hash_table_add(seen, (gpointer)lines[i]);
        sum += g_hash_table_size(seen);
        g_hash_table_destroy(seen);
    }
    return sum;
}
