/* Near miss: the path is one that its author rules out. */
#include <glib.h>

void checked(const char *a)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    char *copy = g_strdup(a);

    g_hash_table_insert(t, "a", copy);
    g_hash_table_destroy(t);
    g_return_if_fail(copy != NULL);
    g_free(copy);
}
