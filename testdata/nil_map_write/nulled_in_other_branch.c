#include <glib.h>

typedef struct {
    GHashTable *a, *b;
} Two;

void swap_out(Two *two, gboolean first, const char *name)
{
    if (first)
        g_clear_pointer(&two->a, g_hash_table_destroy);
    else
        g_clear_pointer(&two->b, g_hash_table_destroy);
    g_hash_table_add(first ? two->b : two->a, g_strdup(name));
}

void swap_out_wrongly(Two *two, gboolean first, const char *name)
{
    if (first)
        g_clear_pointer(&two->a, g_hash_table_destroy);
    else
        g_clear_pointer(&two->b, g_hash_table_destroy);
    g_hash_table_add(first ? two->a : two->b, g_strdup(name)); // want nil-map-write
}
