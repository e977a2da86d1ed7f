#include <glib.h>

int count_mutual(GHashTable *follows)
{
    GHashTableIter iter;
    gpointer who, whom;
    int mutual = 0;

    g_hash_table_iter_init(&iter, follows);
    while (g_hash_table_iter_next(&iter, &who, &whom))
        if (g_hash_table_lookup(follows, whom) == who &&
            g_hash_table_contains(follows, who) && g_hash_table_size(follows) > 1)
            mutual++;
    return mutual;
}
