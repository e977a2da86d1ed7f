/* A key destroy function is no value destroy function. */
#include <glib.h>

guint options(const char *a)
{
    GHashTable *t = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint size;

    g_hash_table_insert(t, g_strdup("a"), g_strdup(a));
    size = g_hash_table_size(t);
    g_hash_table_unref(t); // want inner-map-leak "'t'"
    return size;
}
