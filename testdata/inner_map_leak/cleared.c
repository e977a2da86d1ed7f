/* Clearing loses them just as well. */
#include <glib.h>

void refill(const char *a, const char *b, void (*use)(guint size))
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);

    g_hash_table_insert(t, "a", g_strdup(a));
    g_hash_table_remove_all(t); // want inner-map-leak "cleared"
    g_hash_table_insert(t, "b", (gpointer)b);
    use(g_hash_table_size(t));
    g_hash_table_destroy(t);
}
