/* The loop walks a local copy of the pointer, the clear names the field. */
#include <glib.h>

typedef struct {
    GHashTable *table;
} Registry;

void registry_check(Registry *self)
{
    GHashTable *table = self->table;
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        if (value == NULL)
            g_hash_table_remove_all(self->table); // want clear-in-iteration "table'"
}
