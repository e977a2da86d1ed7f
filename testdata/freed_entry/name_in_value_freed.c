/* The key is a text that the value points to; the text goes, the entry stays. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

void item_rename(GHashTable *items, Item *item, const char *name)
{
    item->name = g_strdup(item->id);
    g_hash_table_insert(items, item->name, item);
    g_free(item->name); // want freed-entry "as a key"
    item->name = g_strdup(name);
}
