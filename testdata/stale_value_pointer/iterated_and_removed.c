/* The entry that the iteration stands on is removed, and its value read afterwards. */
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

int items_prune(void)
{
    GHashTableIter iter;
    Item *item;
    int total = 0;

    g_hash_table_iter_init(&iter, items);
    while (g_hash_table_iter_next(&iter, NULL, (gpointer *)&item)) {
        if (item->weight < 0) {
            g_hash_table_iter_remove(&iter); // want stale-value-pointer "'item'"
            total += item->weight;
        }
    }
    return total;
}
