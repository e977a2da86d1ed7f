/* The values are copied out first; the table may change while the list is walked. */
#include <glib.h>

typedef struct {
    GHashTable *clients;
} Server;

static void client_disconnect(Server *server, gpointer client)
{
    g_hash_table_remove(server->clients, client);
}

void disconnect_all(Server *server)
{
    GHashTableIter iter;
    gpointer client;
    GList *all = NULL;

    g_hash_table_iter_init(&iter, server->clients);
    while (g_hash_table_iter_next(&iter, &client, NULL))
        all = g_list_prepend(all, client);
    while (all != NULL) {
        client_disconnect(server, all->data);
        all = all->next;
    }
}
