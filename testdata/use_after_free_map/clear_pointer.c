/* g_clear_pointer leaves NULL behind, and a second one finds it. */
#include <glib.h>

typedef struct {
    GHashTable *names;
} Index;

void index_close(Index *index)
{
    g_clear_pointer(&index->names, g_hash_table_destroy);
    g_clear_pointer(&index->names, g_hash_table_destroy);
}
