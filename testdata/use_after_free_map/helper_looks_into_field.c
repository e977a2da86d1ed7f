/* A field is freed, and a helper called afterwards tests it, but nobody set it to NULL.
 */
#include <glib.h>

typedef struct {
    GHashTable *peers;
    GHashTable *names;
} Host;

static void host_forget(Host *host, const char *name)
{
    if (host->peers != NULL)
        g_hash_table_remove(host->peers, name);
}

void host_close(Host *host, const char *name)
{
    g_hash_table_destroy(host->peers); // want use-after-free-map "'host->peers'"
    g_hash_table_destroy(host->names);
    host_forget(host, name);
}
