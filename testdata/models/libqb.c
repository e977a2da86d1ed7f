/* A disconnect runs the handler that the service was made with. */
#include <glib.h>
#include <qb-ipcs.h>

typedef struct {
    char *id;
    qb_ipcs_connection_t *connection;
} Client;

static GHashTable *clients;

static int client_accept(qb_ipcs_connection_t *c, int uid, int gid)
{
    return c && uid == gid ? 0 : -1;
}

static int client_closed(qb_ipcs_connection_t *c)
{
    Client *client = qb_ipcs_context_get(c);

    g_hash_table_remove(clients, client->id);
    return 0;
}

static struct qb_ipcs_service_handlers handlers = {
    .connection_accept = client_accept,
    .connection_closed = client_closed,
};

void *clients_serve(void)
{
    return qb_ipcs_create("clients", 1, 2, &handlers);
}

void clients_stop(void)
{
    GHashTableIter it;
    gpointer value;

    g_hash_table_iter_init(&it, clients);
    while (g_hash_table_iter_next(&it, NULL, &value)) {
        Client *client = value;

        qb_ipcs_disconnect(client->connection); // want mutate-in-iteration "'clients'"
    }
}

void clients_stop_first(void)
{
    GHashTableIter it;
    gpointer value;

    g_hash_table_iter_init(&it, clients);
    if (g_hash_table_iter_next(&it, NULL, &value)) {
        Client *client = value;

        qb_ipcs_disconnect(client->connection);
    }
}
