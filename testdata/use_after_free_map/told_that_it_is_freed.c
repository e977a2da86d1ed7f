/* The helper says that the table is gone, and it is used for that very reason. */
#include <glib.h>

typedef struct {
    GHashTable *sessions;
    int references;
} Server;

static gboolean server_unref(Server *server)
{
    if (--server->references > 0)
        return FALSE;
    g_hash_table_destroy(server->sessions);
    return TRUE;
}

guint server_leave(Server *server)
{
    if (server_unref(server)) // want use-after-free-map "'server->sessions'"
        return g_hash_table_size(server->sessions);
    return 0;
}
