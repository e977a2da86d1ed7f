/* The map does not outlive the value. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

int sum(int n)
{
    GHashTable *items = g_hash_table_new(g_str_hash, g_str_equal);
    Item *item = g_new0(Item, 1);
    int total = 0;

    g_hash_table_insert(items, item->id, item);
    total += (int)g_hash_table_size(items) * n;
    g_free(item);
    g_hash_table_destroy(items);
    return total;
}
