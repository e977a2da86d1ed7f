/* A helper takes it out of the map. */
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

static void store_take(Store *store, const char *id)
{
    if (g_hash_table_remove(store->items, id))
        store->count--;
}

void store_drop(Store *store, const char *id)
{
    Item *item = g_hash_table_lookup(store->items, id);

    store_take(store, id);
    g_free(item);
}
