/* Removed under a key that may or may not be the same. */
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

int other(const char *name, Item *first)
{
    GHashTable *items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, item_free);
    int weight;

    g_hash_table_insert(items, "first", first);
    g_hash_table_remove(items, name);
    weight = first->weight;
    g_hash_table_destroy(items);
    return weight;
}
