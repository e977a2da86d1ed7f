#include <glib.h>

typedef struct {
    GHashTable *pending;
} Loop;

void loop_flush(Loop *loop, const char *again, void (*run)(GHashTable *batch))
{
    GHashTable *batch = g_steal_pointer(&loop->pending);

    run(batch);
    g_hash_table_destroy(batch);
    g_hash_table_add(loop->pending, g_strdup(again)); // want nil-map-write "'loop->pending'"
}
