/* Found, freed, and the entry forgotten. */
#include <glib.h>

typedef struct {
    char id[16];
    char *name;
    int weight;
} Item;

gboolean item_drop(GHashTable *items, const char *id)
{
    Item *item = g_hash_table_lookup(items, id);

    if (item == NULL)
        return FALSE;
    g_free(item); // want freed-entry "while 'items' still holds it"
    return TRUE;
}
