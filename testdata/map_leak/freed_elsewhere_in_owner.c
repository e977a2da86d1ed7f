/* Near misses: somebody in the program frees the table of the field, takes it out, or
 * hands it to code that cannot be seen. */
#include <glib.h>

typedef struct Session {
    GHashTable *by_stop;
    GHashTable *taken;
    GHashTable *given;
    GHashTable *kept;
    GHashTable *mixed;
    char *name;
} Session;

static GHashTable *all;
void adopt(GHashTable *table);
GHashTable *lent(void);

void session_start(Session *self, int own)
{
    self->by_stop = g_hash_table_new(NULL, NULL);
    self->taken = g_hash_table_new(NULL, NULL);
    self->given = g_hash_table_new(NULL, NULL);
    self->kept = g_hash_table_new(NULL, NULL);
    self->mixed = own ? g_hash_table_new(NULL, NULL) : lent();
}

void session_stop(Session *self)
{
    g_clear_pointer(&self->by_stop, g_hash_table_unref);
    adopt(self->given);
    all = self->kept;
}

GHashTable *session_take(Session *self)
{
    GHashTable *taken = self->taken;

    self->taken = NULL;
    return taken;
}

void session_done(Session *self)
{
    g_hash_table_unref(session_take(self));
}

void session_free(Session *self)
{
    g_free(self->name);
    g_free(self);
}
