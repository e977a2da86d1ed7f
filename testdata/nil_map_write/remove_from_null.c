/* The table is given back, the late notifier still takes something out of it. */
#include <glib.h>

typedef struct {
    GHashTable *peers;
} Interface;

static void interface_forget(Interface *nif, const char *peer)
{
    g_hash_table_remove(nif->peers, peer);
}

void interface_del(Interface *nif, const char *last)
{
    g_hash_table_destroy(nif->peers);
    nif->peers = NULL;
    interface_forget(nif, last); // want nil-map-write "peers'"
}
