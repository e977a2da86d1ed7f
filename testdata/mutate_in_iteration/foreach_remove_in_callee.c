/* A callee that removes what a function chooses. */
#include <glib.h>

static GHashTable *peers;

static gboolean is_lost(gpointer name, gpointer seen, gpointer now)
{
    (void)name;
    return seen != now;
}

static gboolean shown(gpointer name, gpointer seen, gpointer now)
{
    g_message("%s %p %p", (char *)name, seen, now);
    return FALSE;
}

static void reap(gpointer now)
{
    g_hash_table_foreach_remove(peers, is_lost, now);
}

static void show(gpointer now)
{
    g_hash_table_foreach_remove(peers, shown, now);
}

void check(void)
{
    GHashTableIter iter;
    gpointer seen;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, NULL, &seen))
        reap(seen); // want mutate-in-iteration "deletes from 'peers'"
}

/* Chooses nothing, so removes nothing. */
void tell(void)
{
    GHashTableIter iter;
    gpointer seen;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, NULL, &seen))
        show(seen);
}

void after(void)
{
    GHashTableIter iter;
    gpointer seen = NULL, last = NULL;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, NULL, &seen))
        last = seen;
    reap(last);
}
