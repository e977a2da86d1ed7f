/* Setting the value of the current key anew moves nothing in GHashTable. */
#include <glib.h>

void age(GHashTable *scores)
{
    GHashTableIter iter;
    gpointer name, score;

    g_hash_table_iter_init(&iter, scores);
    while (g_hash_table_iter_next(&iter, &name, &score))
        g_hash_table_insert(scores, name, GINT_TO_POINTER(GPOINTER_TO_INT(score) / 2));
}
