/* Put into the map and freed in the next line. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void item_add(GHashTable *items, int weight)
{
    Item *item = g_new0(Item, 1);

    item->weight = weight;
    g_hash_table_insert(items, item->id, item);
    g_free(item); // want freed-entry "as a value"
}
