/* The helper frees on one of its paths only, and tells by its result. */
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

void server_touch(Server *server, const char *id)
{
    if (!server_unref(server))
        g_hash_table_add(server->sessions, g_strdup(id));
}
