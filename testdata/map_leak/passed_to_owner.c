/* Made and torn down through callees that are given the owner. */
#include <glib.h>

typedef struct Port {
    GHashTable *peers[2];
    GHashTable *lent;
    char *tag;
} Port;

GHashTable *lend(int number);

static void peers_init(Port *port, int level)
{
    port->peers[level - 1] = g_hash_table_new(g_str_hash, g_str_equal);
}

static void lent_init(Port *port, int number)
{
    GHashTable *made = g_hash_table_new(g_str_hash, g_str_equal);

    port->lent = made;
    if (number > 0) {
        g_hash_table_destroy(made);
        port->lent = lend(number);
    }
}

Port *port_new(int number)
{
    Port *port = g_malloc0(sizeof *port);

    peers_init(port, 1);
    peers_init(port, 2);
    lent_init(port, number);
    port->tag = g_strdup("port");
    return port;
}

void port_del(Port *port)
{
    g_hash_table_remove_all(port->peers[0]);
    g_hash_table_remove_all(port->peers[1]);
    g_free(port->tag);
    g_free(port); // want map-leak "'port->peers'"
}
