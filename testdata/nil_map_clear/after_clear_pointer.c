#include <glib.h>

typedef struct {
    GHashTable *props;
    GHashTable *children;
} Object;

void object_dispose(Object *self)
{
    g_clear_pointer(&self->props, g_hash_table_destroy);
    g_clear_pointer(&self->children, g_hash_table_destroy);
    g_hash_table_remove_all(self->props); // want nil-map-clear "'self->props'"
}
