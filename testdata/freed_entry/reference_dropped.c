/* The map has a reference of its own; only the last one frees. */
#include <glib.h>

typedef struct {
    char id[16];
    int references;
} Item;

static void item_unref(Item *item)
{
    if (--item->references == 0)
        g_free(item);
}

void item_add(GHashTable *items, Item *item)
{
    item->references++;
    g_hash_table_insert(items, item->id, item);
    item_unref(item);
}
