/* Walks the table while others put entries in. */
#include <glib.h>

static GMutex mutex;
static GHashTable *peers;

void peer_add(char *name)
{
    g_mutex_lock(&mutex);
    g_hash_table_add(peers, name);
    g_mutex_unlock(&mutex);
}

void peer_remove(char *name)
{
    g_mutex_lock(&mutex);
    g_hash_table_remove(peers, name);
    g_mutex_unlock(&mutex);
}

static gpointer ping_all(gpointer data)
{
    void (*ping)(gpointer peer) = data;
    GHashTableIter it;
    gpointer peer;
    g_hash_table_iter_init(&it, peers); // want unlocked-map "guards 2 other accesses"
    while (g_hash_table_iter_next(&it, &peer, NULL))
        ping(peer);
    return NULL;
}

GThread *pinger_start(gpointer ping)
{
    return g_thread_new("ping", ping_all, ping);
}
