/* The table is freed at the end of each turn's scope, by its own variable. */
#include <glib.h>

typedef struct {
    GHashTable *all;
} Pool;

GHashTable *snapshot(gpointer of);

void walk(Pool *pool)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, pool->all);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        g_autoptr(GHashTable) copy = snapshot(value);
        if (copy == NULL)
            continue;
        g_hash_table_remove_all(copy);
    }
}

void drops_too_much(GHashTable *table)
{
    GHashTableIter iter;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, NULL)) {
        g_autoptr(GHashTable) mine = g_hash_table_ref(table);
        g_hash_table_remove_all(mine); // want clear-in-iteration
    }
}
