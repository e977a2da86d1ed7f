/* The key was made for the look-up only. */
#include <glib.h>

gpointer find(GHashTable *counts, const char *first, const char *second)
{
    char *key = g_strdup_printf("%s/%s", first, second);
    gpointer found = g_hash_table_lookup(counts, key);

    g_free(key);
    return found;
}
