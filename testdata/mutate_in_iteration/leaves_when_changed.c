#include <glib.h>

static gboolean drop(GHashTable *table, gpointer key)
{
    return g_hash_table_remove(table, key);
}

void drop_one(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key, value;
    gboolean changed = FALSE;

    g_hash_table_iter_init(&iter, table);
    while (!changed && g_hash_table_iter_next(&iter, &key, &value)) {
        if (value == NULL) {
            drop(table, key);
            changed = TRUE;
        }
    }
}

void drop_until_stable(GHashTable *table)
{
    GHashTableIter iter;
    gpointer key, value;
    gboolean changed;

    do {
        changed = FALSE;
        g_hash_table_iter_init(&iter, table);
        while (g_hash_table_iter_next(&iter, &key, &value)) {
            if (value == NULL) {
                drop(table, key);
                changed = TRUE;
                break;
            }
        }
    } while (changed);
}
