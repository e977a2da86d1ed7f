#include <glib.h>

void until_clean(GHashTable *table, gboolean (*refill)(GHashTable *table))
{
    GHashTableIter iter;
    gpointer value;

again:
    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        if (value == NULL) {
            g_hash_table_remove_all(table);
            if (refill(table))
                goto again;
            return;
        }
    }
}
