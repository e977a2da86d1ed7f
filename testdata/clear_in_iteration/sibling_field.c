/* Two tables of one object. */
#include <glib.h>

typedef struct {
    GHashTable *by_name;
    GHashTable *by_id;
} Index;

void index_rebuild(Index *self)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, self->by_name);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        if (value == NULL)
            g_hash_table_remove_all(self->by_id);
}
