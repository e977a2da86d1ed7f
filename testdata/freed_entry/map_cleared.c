/* All entries are freed and the map is cleared at once. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void items_reset(GHashTable *items)
{
    GHashTableIter iter;
    gpointer item;

    g_hash_table_iter_init(&iter, items);
    while (g_hash_table_iter_next(&iter, NULL, &item))
        g_free(item);
    g_hash_table_steal_all(items);
}
