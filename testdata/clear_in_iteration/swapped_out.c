/* The table that is walked is no longer the one that the field names. */
#include <glib.h>

typedef struct {
    GHashTable *pending;
} Loop;

void loop_dispatch(Loop *loop)
{
    GHashTable *batch = g_steal_pointer(&loop->pending);
    GHashTableIter iter;
    gpointer value;

    loop->pending = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_hash_table_iter_init(&iter, batch);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        if (value == NULL)
            g_hash_table_remove_all(loop->pending);
    g_hash_table_destroy(batch);
}
