/* The key gets another value. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void item_renew(GHashTable *items, const char *id)
{
    Item *item = g_hash_table_lookup(items, id);

    g_free(item);
    g_hash_table_insert(items, (gpointer)id, g_new0(Item, 1));
}
