/* Another value under the same key: the first is freed. */
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

int replace(Item *first, Item *second)
{
    GHashTable *items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, item_free);
    int weight;

    g_hash_table_insert(items, "name", first);
    g_hash_table_insert(items, "name", second); // want stale-value-pointer "'first'"
    weight = first->weight;
    g_hash_table_destroy(items);
    return weight;
}
