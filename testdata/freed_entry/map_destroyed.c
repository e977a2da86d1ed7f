/* All entries are freed and the map with them. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void items_free(GHashTable *items)
{
    GHashTableIter iter;
    gpointer item;

    g_hash_table_iter_init(&iter, items);
    while (g_hash_table_iter_next(&iter, NULL, &item))
        g_free(item);
    g_hash_table_destroy(items);
}
