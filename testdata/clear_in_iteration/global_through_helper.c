#include <glib.h>

static GHashTable *peers;

static void forget_peers(void)
{
    if (peers != NULL)
        g_hash_table_remove_all(peers);
}

static void peer_failed(const char *name, int errors)
{
    g_warning("%s failed", name);
    if (errors > 3)
        forget_peers();
}

void poll_peers(void)
{
    GHashTableIter iter;
    gpointer name, errors;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, &name, &errors))
        peer_failed(name, GPOINTER_TO_INT(errors)); // want clear-in-iteration "'peers'"
}
