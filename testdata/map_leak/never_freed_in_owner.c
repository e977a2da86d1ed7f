/* The object is torn down elsewhere than it is made; its tables are only cleaned. */
#include <glib.h>
#include <string.h>

typedef struct Circuit {
    GHashTable *excluded[2];
    GHashTable *by_name;
    GHashTable *freed;
    GHashTable *borrowed;
    char *tag;
} Circuit;

typedef struct Patterns {
    GHashTable *recursive;
    char *buffer;
    int count;
} Patterns;

void circuit_init(Circuit *self, GHashTable *names, int level)
{
    self->excluded[level - 1] = g_hash_table_new(g_str_hash, g_str_equal);
    self->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    self->freed = g_hash_table_new(g_str_hash, g_str_equal);
    self->borrowed = names;
    self->tag = NULL;
}

static void circuit_clean(Circuit *self, int level)
{
    g_hash_table_remove_all(self->excluded[level - 1]);
}

void circuit_del(Circuit *self)
{
    circuit_clean(self, 1);
    circuit_clean(self, 2);
    g_hash_table_unref(self->freed);
    g_free(self->tag);
    g_free(self); // want map-leak "'self->excluded'" want map-leak "'self->by_name'"
}

void patterns_init(Patterns *self)
{
    memset(self, 0, sizeof *self);
    self->recursive = g_hash_table_new(g_str_hash, g_str_equal);
}

void patterns_clear(Patterns *self)
{
    g_free(self->buffer);
    memset(self, 0, sizeof *self); // want map-leak "'self->recursive'"
}
