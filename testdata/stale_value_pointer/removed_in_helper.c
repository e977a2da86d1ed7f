/* The removal is in a helper, two calls down. */
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

void items_open(void)
{
    items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, item_free);
}

static void forget(const char *name)
{
    g_hash_table_remove(items, name);
}

static void item_end(const char *name)
{
    forget(name);
}

int item_take(const char *name)
{
    Item *item = g_hash_table_lookup(items, name);

    if (item == NULL)
        return 0;
    item_end(name); // want stale-value-pointer "'item' is freed"
    return item->weight;
}
