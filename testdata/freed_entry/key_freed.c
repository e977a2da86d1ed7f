/* The map does not copy its keys. */
#include <glib.h>

void count(GHashTable *counts, const char *first, const char *second)
{
    char *key = g_strdup_printf("%s/%s", first, second);

    g_hash_table_insert(counts, key, GINT_TO_POINTER(1));
    g_free(key); // want freed-entry "as a key"
}
