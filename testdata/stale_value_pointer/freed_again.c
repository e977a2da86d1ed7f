/* Freed by the table, and once more by hand. */
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

void drop(Item *given)
{
    GHashTable *items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, item_free);

    g_hash_table_insert(items, given->name, given);
    g_hash_table_destroy(items); // want stale-value-pointer "'given' is freed"
    item_free(given);
}
