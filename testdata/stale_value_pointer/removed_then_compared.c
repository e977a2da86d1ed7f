/* The library reads what went with its entry. */
#include <glib.h>
#include <string.h>

int name_drop(const char *key, const char *other)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    int same = 0;

    g_hash_table_insert(names, (gpointer)key, g_strdup(other));
    char *name = g_hash_table_lookup(names, key);
    if (name) {
        g_hash_table_remove(names, key); // want stale-value-pointer "'name'"
        same = strcmp(name, other) == 0;
    }
    g_hash_table_destroy(names);
    return same;
}
