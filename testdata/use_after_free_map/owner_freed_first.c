/* The table is read out of its owner before the owner goes. */
#include <glib.h>

typedef struct {
    GHashTable *items;
} Box;

guint box_free(Box *box)
{
    GHashTable *items = box->items;

    g_free(box);
    return g_hash_table_size(items);
}
