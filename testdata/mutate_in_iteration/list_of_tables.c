/* One table walked, another of the same list changed. */
#include <glib.h>

void spread(GList *tables, GHashTable *walked)
{
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, walked);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        for (GList *l = tables; l != NULL; l = l->next)
            if (l->data != walked)
                g_hash_table_remove(l->data, key);
}
