/* Removed by the key that the value itself carries: it may be the same. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void item_drop(GHashTable *items, const char *id)
{
    Item *item = g_hash_table_lookup(items, id);

    if (item) {
        g_hash_table_remove(items, item->id);
        g_free(item);
    }
}
