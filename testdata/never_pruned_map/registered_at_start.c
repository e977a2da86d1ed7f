/* Commands are registered once, by functions that run once. */
#include <glib.h>

static GHashTable *commands;

void register_command(const char *name, gpointer function)
{
    if (!commands)
        commands = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(commands, g_strdup(name), function);
}

gpointer find_command(const char *name)
{
    return commands ? g_hash_table_lookup(commands, name) : NULL;
}
