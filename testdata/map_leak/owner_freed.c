/* A constructor gives up and frees the object, but not the table in it. */
#include <glib.h>

typedef struct Server {
    GHashTable *clients;
    char *name;
    struct Server *next;
} Server;

char *read_name(void);

Server *server_new(void)
{
    Server *self = g_malloc0(sizeof *self);

    self->clients = g_hash_table_new(g_str_hash, g_str_equal);
    self->name = read_name();
    if (self->name == NULL) {
        g_free(self); // want map-leak "'self->clients'"
        return NULL;
    }
    return self;
}

Server *server_new_mended(void)
{
    Server *self = g_malloc0(sizeof *self);

    self->clients = g_hash_table_new(g_str_hash, g_str_equal);
    self->name = read_name();
    if (self->name == NULL) {
        g_hash_table_unref(self->clients);
        g_free(self);
        return NULL;
    }
    return self;
}

/* The table is taken out before the object goes. */
GHashTable *server_clients(void)
{
    Server *self = g_malloc0(sizeof *self);
    GHashTable *clients;

    self->clients = g_hash_table_new(g_str_hash, g_str_equal);
    clients = self->clients;
    g_free(self);
    return clients;
}

/* Made only after the test. */
Server *server_new_late(void)
{
    Server *self = g_malloc0(sizeof *self);

    self->name = read_name();
    if (self->name == NULL) {
        g_free(self);
        return NULL;
    }
    self->clients = g_hash_table_new(g_str_hash, g_str_equal);
    return self;
}
