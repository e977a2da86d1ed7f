/* The test looks harmless; it removes what does not pass. */
#include <glib.h>

static gboolean still_alive(GHashTable *peers, const char *name)
{
    if (g_hash_table_lookup(peers, name) != NULL)
        return TRUE;
    g_hash_table_remove(peers, name);
    return FALSE;
}

int count_alive(GHashTable *peers)
{
    GHashTableIter iter;
    gpointer name;
    int alive = 0;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (still_alive(peers, name)) // want mutate-in-iteration "'peers'"
            alive++;
    return alive;
}
