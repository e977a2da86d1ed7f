/* The handler that the constructor installs takes the peer out of the table. */
#include <glib.h>

typedef struct Cluster Cluster;
struct Cluster {
    GHashTable *peers;
    void (*on_lost)(Cluster *cluster, const char *name);
};

static void peer_lost(Cluster *cluster, const char *name)
{
    g_hash_table_remove(cluster->peers, name);
}

void cluster_init(Cluster *cluster)
{
    cluster->peers = g_hash_table_new(g_str_hash, g_str_equal);
    cluster->on_lost = peer_lost;
}

void cluster_reap(Cluster *cluster)
{
    GHashTableIter iter;
    gpointer name, seen;

    g_hash_table_iter_init(&iter, cluster->peers);
    while (g_hash_table_iter_next(&iter, &name, &seen))
        if (seen == NULL)
            cluster->on_lost(cluster, name); // want mutate-in-iteration
}
