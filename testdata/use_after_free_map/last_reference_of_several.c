/* Whether the owner goes with this reference, nobody can tell here. */
#include <glib.h>

typedef struct {
    GHashTable *sessions;
    int references;
} Server;

static void server_unref(Server *server)
{
    if (--server->references == 0) {
        g_hash_table_destroy(server->sessions);
        g_free(server);
    }
}

void server_visit(Server *server, const char *id)
{
    server_unref(server);
    g_hash_table_add(server->sessions, g_strdup(id));
}
