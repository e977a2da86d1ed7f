/* The entry is removed before the value goes. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void item_drop(GHashTable *items, const char *id)
{
    Item *item = g_hash_table_lookup(items, id);

    g_hash_table_remove(items, id);
    g_free(item);
}
