/* The table is made elsewhere, with a function that frees its values. */
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

int item_take(const char *name)
{
    Item *item = g_hash_table_lookup(items, name);

    if (item == NULL)
        return 0;
    g_hash_table_remove(items, name); // want stale-value-pointer "'item' is freed"
    return item->weight;
}
