/* The free and the use are both two calls away. */
#include <glib.h>

typedef struct {
    GHashTable *sessions;
    int count;
} Server;

static void sessions_free(Server *server)
{
    g_hash_table_destroy(server->sessions);
    server->count = 0;
}

static void server_stop(Server *server)
{
    sessions_free(server);
}

static int session_known(Server *server, const char *id)
{
    return g_hash_table_contains(server->sessions, id);
}

static void session_end(Server *server, const char *id)
{
    if (session_known(server, id))
        server->count--;
}

void server_close(Server *server, const char *id)
{
    server_stop(server); // want use-after-free-map "'server->sessions'"
    session_end(server, id);
}
