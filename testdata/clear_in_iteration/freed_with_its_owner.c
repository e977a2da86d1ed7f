/* The owner goes, and his table with him; the walk goes on. */
#include <glib.h>

typedef struct {
    GHashTable *items;
    int broken;
} Box;

static void box_free(Box *box)
{
    g_hash_table_destroy(box->items);
    g_free(box);
}

void box_check(Box *box)
{
    GHashTableIter iter;
    gpointer item;

    g_hash_table_iter_init(&iter, box->items);
    while (g_hash_table_iter_next(&iter, NULL, &item))
        if (item == NULL)
            box_free(box); // want clear-in-iteration "items'"
}
