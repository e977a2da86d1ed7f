/* A set for the names of one list, made anew for the next. */
#include <glib.h>

gboolean all_distinct(GList *lists)
{
    gboolean distinct = TRUE;
    for (GList *l = lists; l; l = l->next) {
        GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal); // want remade-map "'seen'"
        guint names = 0;
        for (GList *name = l->data; name; name = name->next, names++)
            g_hash_table_add(seen, name->data);
        if (g_hash_table_size(seen) != names)
            distinct = FALSE;
        g_hash_table_destroy(seen);
    }
    return distinct;
}
