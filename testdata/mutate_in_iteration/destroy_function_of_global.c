/* The destroy function given at the start drops from the table that calls it. */
#include <glib.h>

static GHashTable *clients;

static void client_gone(gpointer data)
{
    if (data != NULL)
        g_hash_table_remove(clients, data);
}

void clients_walk(void)
{
    GHashTableIter iter;
    gpointer key, value;

    clients = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, client_gone);
    g_hash_table_iter_init(&iter, clients);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (key == value)
            g_hash_table_iter_remove(&iter); // want mutate-in-iteration "'clients'"
}
