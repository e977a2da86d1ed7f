/* Two tables: one is freed, the other used. */
#include <glib.h>

typedef struct {
    GHashTable *old;
    GHashTable *fresh;
} Pair;

guint pair_turn(Pair *pair)
{
    g_hash_table_destroy(pair->old);
    pair->old = pair->fresh;
    return g_hash_table_size(pair->old);
}
