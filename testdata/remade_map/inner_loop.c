/* The inner loop makes it; the outer one has nothing to do with it. */
#include <glib.h>

guint count(char ****books, guint n)
{
    guint sum = 0;
    for (guint b = 0; b < n; b++)
        for (char ***page = books[b]; *page; page++) {
            GHashTable *words = g_hash_table_new(g_str_hash, g_str_equal); // want remade-map
            for (char **word = *page; *word; word++)
                g_hash_table_add(words, *word);
            sum += g_hash_table_size(words);
            g_hash_table_destroy(words);
        }
    return sum;
}
