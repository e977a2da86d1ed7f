/* The end of the block frees it. */
#include <glib.h>

guint sum_of_sizes(char ***groups)
{
    guint sum = 0;
    for (; *groups; groups++) {
        g_autoptr(GHashTable) group = g_hash_table_new(g_str_hash, g_str_equal); // want remade-map
        for (char **member = *groups; *member; member++)
            g_hash_table_add(group, *member);
        sum += g_hash_table_size(group);
    }
    return sum;
}
