/* The one of the turn before is looked at, and goes one turn later. */
#include <glib.h>

guint changes(char ***days, guint n)
{
    guint sum = 0;
    GHashTable *yesterday = NULL;
    for (guint i = 0; i < n; i++) {
        GHashTable *today = g_hash_table_new(g_str_hash, g_str_equal);
        for (char **word = days[i]; *word; word++) {
            g_hash_table_add(today, *word);
            if (yesterday && !g_hash_table_contains(yesterday, *word))
                sum++;
        }
        if (yesterday)
            g_hash_table_destroy(yesterday);
        yesterday = today;
    }
    if (yesterday)
        g_hash_table_destroy(yesterday);
    return sum;
}
