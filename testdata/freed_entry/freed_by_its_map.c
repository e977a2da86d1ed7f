/* The map frees its values itself; the removal is the free. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void item_turn(Item *given)
{
    GHashTable *items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

    g_hash_table_insert(items, given->id, given);
    g_hash_table_remove(items, given->id);
    g_hash_table_destroy(items);
}
