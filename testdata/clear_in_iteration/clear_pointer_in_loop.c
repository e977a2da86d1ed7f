#include <glib.h>

typedef struct {
    GHashTable *props;
} Object;

void object_scan(Object *self)
{
    GHashTable *props = self->props;
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, props);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        if (value == NULL)
            g_clear_pointer(&self->props, g_hash_table_destroy); // want clear-in-iteration "props'"
}
