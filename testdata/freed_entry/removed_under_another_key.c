/* Two constants that differ: the entry stays. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void item_swap(GHashTable *items)
{
    Item *item = g_hash_table_lookup(items, "old");

    g_hash_table_remove(items, "new");
    g_free(item); // want freed-entry
}
