/* Freed and only then removed: the key is not part of the value. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void item_drop(GHashTable *items, const char *id)
{
    Item *item = g_hash_table_lookup(items, id);

    g_free(item);
    g_hash_table_remove(items, id);
}
