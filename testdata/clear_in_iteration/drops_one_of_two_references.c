/* Who walks the table holds a reference; the owner may drop his. */
#include <glib.h>

typedef struct {
    GHashTable *table;
} Owner;

static void owner_release(Owner *owner)
{
    g_hash_table_unref(owner->table);
    owner->table = NULL;
}

void walk(Owner *owner)
{
    GHashTable *table = g_hash_table_ref(owner->table);
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        if (value == NULL && owner->table != NULL)
            owner_release(owner);
    g_hash_table_unref(table);
}
