/* What is freed is not what is held. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void item_rename(GHashTable *items, Item *item, const char *name)
{
    char *old = item->name;

    item->name = g_strdup(name);
    g_hash_table_insert(items, item->name, item);
    g_free(old);
}
