/* A function that is not in sight may have set the field. */
#include <glib.h>

typedef struct {
    GHashTable *peers;
} Host;

void host_open(Host *host);

guint host_restart(Host *host)
{
    g_hash_table_destroy(host->peers);
    host_open(host);
    return g_hash_table_size(host->peers);
}
