/* FALSE means that the entry is gone; the caller starts again. */
#include <glib.h>

static gboolean refresh(GHashTable *peers, gpointer name, gboolean (*ping)(gpointer name))
{
    if (ping(name))
        return TRUE;
    g_hash_table_remove(peers, name);
    return FALSE;
}

void refresh_all(GHashTable *peers, gboolean (*ping)(gpointer name))
{
    GHashTableIter iter;
    gpointer name;

restart:
    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (!refresh(peers, name, ping))
            goto restart;
}

int refresh_once(GHashTable *peers, gboolean (*ping)(gpointer name))
{
    GHashTableIter iter;
    gpointer name;
    int lost = 0;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (!refresh(peers, name, ping)) // want mutate-in-iteration "'peers'"
            lost++;
    return lost;
}
