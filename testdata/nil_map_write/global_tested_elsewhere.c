#include <glib.h>

static GHashTable *handlers;

gboolean has_handler(const char *name)
{
    return handlers != NULL && g_hash_table_contains(handlers, name);
}

void add_handler(const char *name, gpointer handler)
{
    g_hash_table_insert(handlers, g_strdup(name), handler); // known-miss nil-map-write
}
