/* The value carries the key, and goes in another function. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

static void item_free(Item *item)
{
    g_free(item->name);
    g_free(item);
}

int item_add(GHashTable *items, const char *name, int weight)
{
    Item *item = g_new0(Item, 1);

    item->name = g_strdup(name);
    item->weight = weight;
    g_hash_table_insert(items, item->name, item);
    if (weight < 0) {
        item_free(item); // want freed-entry "as a value"
        return -1;
    }
    return 0;
}
