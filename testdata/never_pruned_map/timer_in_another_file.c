/* One file holds the map, another one the timer that fills it. */
#include <glib.h>

typedef struct Server {
    GHashTable *clients;
} Server;

void server_note(Server *server, const char *address);
// unit: main.c
static Server server;

static gboolean on_tick(gpointer data)
{
    server_note(&server, data);
    return TRUE;
}

int main(int argc, char **argv)
{
    server.clients = g_hash_table_new(g_str_hash, g_str_equal);
    g_timeout_add(1000, on_tick, argv[argc - 1]);
    g_main_loop_run(g_main_loop_new(NULL, FALSE));
    return 0;
}
// unit: server.c
void server_note(Server *server, const char *address)
{
    g_hash_table_add(server->clients, g_strdup(address)); // want never-pruned-map "on_tick()"
}
