/* The table frees what is removed. */
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

int weigh(const char *name, Item *given)
{
    GHashTable *items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, item_free);
    int weight;

    g_hash_table_insert(items, given->name, given);
    g_hash_table_remove(items, given->name); // want stale-value-pointer "'given'"
    weight = given->weight;
    g_hash_table_destroy(items);
    return weight;
}
