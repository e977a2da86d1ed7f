/* A helper puts it into the map. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

typedef struct {
    GHashTable *items;
    int count;
} Store;

static void store_put(Store *store, Item *item)
{
    g_hash_table_insert(store->items, item->id, item);
    store->count++;
}

int store_add(Store *store, int weight)
{
    Item *item = g_new0(Item, 1);

    store_put(store, item);
    if (weight < 0) {
        g_free(item); // want freed-entry "'store->items'"
        return -1;
    }
    return 0;
}
