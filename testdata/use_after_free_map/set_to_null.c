/* The free is remembered in the pointer, and the use asks it. */
#include <glib.h>

typedef struct {
    GHashTable *peers;
} Host;

static void host_forget(Host *host, const char *name)
{
    if (host->peers != NULL)
        g_hash_table_remove(host->peers, name);
}

void host_close(Host *host, const char *name)
{
    g_hash_table_destroy(host->peers);
    host->peers = NULL;
    host_forget(host, name);
}
