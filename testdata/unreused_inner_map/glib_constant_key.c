/* No destroy function for the values: the old table leaks. */
#include <glib.h>

void index_all(GHashTable *outer, gpointer *objects, guint n)
{
    for (guint i = 0; i < n; i++) {
        GHashTable *props = g_hash_table_new(g_str_hash, g_str_equal);
        g_hash_table_insert(props, g_strdup("object"), objects[i]);
        g_hash_table_insert(outer, "latest", props); // want unreused-inner-map "'outer'"
    }
}
