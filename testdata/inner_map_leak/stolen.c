/* Near miss: what is stolen belongs to the caller, who has it still. */
#include <glib.h>

void swap(const char *a, void (*use)(char *value))
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    char *copy = g_strdup(a);

    g_hash_table_insert(t, "a", copy);
    g_hash_table_steal_all(t);
    g_hash_table_destroy(t);
    use(copy);
}
