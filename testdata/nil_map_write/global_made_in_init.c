#include <glib.h>

static GHashTable *handlers;

void handlers_init(void)
{
    handlers = g_hash_table_new(g_str_hash, g_str_equal);
}

void add_handler(const char *name, gpointer handler)
{
    g_hash_table_insert(handlers, g_strdup(name), handler);
}
