#include <glib.h>

typedef struct Server {
    int id, port, backlog, timeout, retries, depth, width, height;
    int low, high, soft, hard, reads, writes, opens, closes, errors;
    GHashTable *clients;
} Server;

static void server_init(Server *s)
{
    s->id = s->port = s->backlog = s->timeout = s->retries = s->depth = 0;
    s->width = s->height = s->low = s->high = s->soft = s->hard = 0;
    s->reads = s->writes = s->opens = s->closes = s->errors = 0;
    s->clients = g_hash_table_new(g_str_hash, g_str_equal);
}

void server_on_stack(void)
{
    Server server;

    server.clients = NULL;
    server_init(&server);
    g_hash_table_insert(server.clients, "a", "b");
}

void server_again(Server *server)
{
    if (!server->clients)
        server_init(server);
    g_hash_table_insert(server->clients, "a", "b");
}
