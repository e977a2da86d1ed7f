/* Handlers in globals and fields that setters and constructors fill. */
#include <glib.h>

typedef void (*Changed)(const char *peer, int state);

static GHashTable *peers;
static Changed on_change;
static Changed on_query;
static Changed on_many;

void set_on_change(Changed handler)
{
    on_change = handler;
}

void set_on_query(Changed handler)
{
    on_query = handler;
}

static void peer_changed(const char *peer, int state)
{
    if (state == 0)
        g_hash_table_remove(peers, peer);
}

static void peer_logged(const char *peer, int state)
{
    g_message("%s: %d", peer, state);
}

void start_daemon(void)
{
    peers = g_hash_table_new(g_str_hash, g_str_equal);
    set_on_change(peer_changed);
    set_on_query(peer_logged);
}

void start_viewer(void)
{
    set_on_change(peer_logged);
    set_on_query(peer_logged);
}

static void update(const char *peer, int state)
{
    if (on_change)
        on_change(peer, state);
}

static void query(const char *peer)
{
    if (on_query)
        on_query(peer, 0);
}

void reap(void)
{
    GHashTableIter iter;
    gpointer name, seen;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, &name, &seen))
        if (seen == NULL)
            update(name, 0); // want mutate-in-iteration "deletes from 'peers'"
}

/* The flag says that nothing is removed. */
void refresh(void)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        update(name, 1);
}

/* All handlers of this one only look. */
void ask(void)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        query(name);
}

/* Nobody here sets it: another program may, or none. */
void set_on_many(Changed handler)
{
    on_many = handler;
}

void tell(void)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, peers);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (on_many)
            on_many(name, 0);
}
