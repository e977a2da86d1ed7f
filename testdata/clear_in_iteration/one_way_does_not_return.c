/* The callee frees the table on two ways: one leaves the program, the other is not taken
 * for this argument. */
#include <glib.h>
#include <stdlib.h>

static GHashTable *peers;

static void disconnect(void)
{
    g_hash_table_destroy(peers);
}

static void terminate(int fast, gboolean running)
{
    if (running) {
        if (fast == 0)
            disconnect();
    } else {
        disconnect();
        exit(0);
    }
}

void reap(gboolean running)
{
    GHashTableIter iter;
    gpointer seen;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, NULL, &seen))
        if (seen == NULL)
            terminate(-1, running);
}

void reap_slowly(gboolean running)
{
    GHashTableIter iter;
    gpointer seen;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, NULL, &seen))
        if (seen == NULL)
            terminate(0, running); // want clear-in-iteration "'peers' is freed"
}
