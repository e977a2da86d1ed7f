/* Two names for one table. */
#include <glib.h>

typedef struct {
    GHashTable *names;
} Index;

void index_close(Index *index)
{
    GHashTable *names = index->names;

    g_hash_table_destroy(names); // want use-after-free-map "once more"
    if (index->names)
        g_hash_table_destroy(index->names);
}
