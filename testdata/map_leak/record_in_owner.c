/* The table stands in a record that is part of the object which is freed. */
#include <glib.h>

typedef struct Blocking {
    GHashTable *keys;
    GHashTable *targets;
    guint timeout;
} Blocking;

typedef struct Client {
    char *name;
    Blocking blocked;
} Client;

Client *client_new(const char *name)
{
    Client *c = g_malloc0(sizeof *c);

    c->name = g_strdup(name);
    c->blocked.keys = g_hash_table_new(g_str_hash, g_str_equal);
    c->blocked.targets = g_hash_table_new(g_str_hash, g_str_equal);
    return c;
}

static void unblock(Client *c)
{
    g_hash_table_remove_all(c->blocked.keys);
    c->blocked.timeout = 0;
}

void client_free(Client *c)
{
    unblock(c);
    g_hash_table_destroy(c->blocked.targets);
    g_free(c->name);
    g_free(c); // want map-leak "'c->blocked.keys'"
}
