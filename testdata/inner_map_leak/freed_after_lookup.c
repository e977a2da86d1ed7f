/* Near miss: looked up, removed and freed. */
#include <glib.h>

void one(const char *a, const char *key)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    char *found;

    g_hash_table_insert(t, "a", g_strdup(a));
    found = g_hash_table_lookup(t, key);
    g_hash_table_remove(t, key);
    g_free(found);
    g_hash_table_destroy(t);
}
