/* Nobody knows what the function between does. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void item_unlink(Item *item);

void item_drop(GHashTable *items, const char *id)
{
    Item *item = g_hash_table_lookup(items, id);

    item_unlink(item);
    g_free(item);
}
