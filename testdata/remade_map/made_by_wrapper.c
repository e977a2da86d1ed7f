/* The project has a function of its own that makes its tables. */
#include <glib.h>

static GHashTable *new_table(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

void report(GList *nodes, void (*print)(const char *name, guint attributes))
{
    for (GList *l = nodes; l; l = l->next) {
        GHashTable *attributes = new_table(); // want remade-map "'attributes'"
        g_hash_table_insert(attributes, g_strdup("name"), g_strdup(l->data));
        print(l->data, g_hash_table_size(attributes));
        g_hash_table_unref(attributes);
    }
}
