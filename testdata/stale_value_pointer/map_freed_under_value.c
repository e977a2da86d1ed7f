/* The values go with the table, two calls down. */
#include <glib.h>

typedef struct {
    char *name;
    int weight;
} Item;

static void item_free(gpointer data)
{
    Item *item = data;

    g_free(item->name);
    g_free(item);
}

typedef struct {
    GHashTable *items;
} Store;

static void store_close(Store *store)
{
    g_hash_table_destroy(store->items);
    store->items = NULL;
}

int weigh(Store *store, Item *given)
{
    store->items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, item_free);
    g_hash_table_insert(store->items, given->name, given);
    store_close(store); // want stale-value-pointer "'given'"
    return given->weight;
}
