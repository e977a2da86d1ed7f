#include <glib.h>

int settle(GHashTable *pending, int round)
{
    GHashTableIter iter;
    gpointer value;
    int left = 0;

    g_hash_table_iter_init(&iter, pending);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        if (GPOINTER_TO_INT(value) < round) {
            g_hash_table_remove_all(pending); // want clear-in-iteration "'pending'"
            continue;
        }
        left++;
    }
    return left;
}
