/* Looked up again, there is another value under the key. */
#include <glib.h>

typedef struct {
    char *name;
    int weight;
} Item;

static GHashTable *items;

static void item_free(gpointer data)
{
    Item *item = data;

    g_free(item->name);
    g_free(item);
}

void item_load(const char *name);

void items_open(void)
{
    items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, item_free);
}

int item_reload(const char *name)
{
    Item *item;

    g_hash_table_remove(items, name);
    item_load(name);
    item = g_hash_table_lookup(items, name);
    return item ? item->weight : 0;
}
