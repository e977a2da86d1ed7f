/* Freed only where it was not put into the map. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

int item_add(GHashTable *items, int weight)
{
    Item *item = g_new0(Item, 1);

    if (weight < 0) {
        g_free(item);
        return -1;
    }
    g_hash_table_insert(items, item->id, item);
    return 0;
}
