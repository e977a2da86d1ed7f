/* Three passes are no reason to write it otherwise. */
#include <glib.h>

guint passes(char **words)
{
    guint sum = 0;
    for (guint pass = 0; pass < 3; pass++) {
        GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
        for (char **word = words; *word; word++)
            g_hash_table_add(seen, *word + pass);
        sum += g_hash_table_size(seen);
        g_hash_table_destroy(seen);
    }
    return sum;
}
