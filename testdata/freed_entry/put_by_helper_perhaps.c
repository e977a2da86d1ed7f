/* The helper puts it into the map, or does not, and frees it then. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

static gboolean put(GHashTable *items, Item *item)
{
    if (item->weight < 0)
        return FALSE;
    g_hash_table_insert(items, item->id, item);
    return TRUE;
}

int item_add(GHashTable *items, int weight)
{
    Item *item = g_new0(Item, 1);

    item->weight = weight;
    if (!put(items, item)) {
        g_free(item);
        return -1;
    }
    return 0;
}
