#include <glib.h>

typedef struct {
    GHashTable *by_name;
    GHashTable *by_id;
} Index;

Index *index_new(const char *first)
{
    Index *self = g_new0(Index, 1);

    self->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_add(self->by_name, g_strdup(first));
    g_hash_table_insert(self->by_id, GINT_TO_POINTER(1), self); // want nil-map-write "'self->by_id'"
    return self;
}
