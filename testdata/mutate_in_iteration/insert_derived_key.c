#include <glib.h>

void add_aliases(GHashTable *commands)
{
    GHashTableIter iter;
    gpointer name, command;

    g_hash_table_iter_init(&iter, commands);
    while (g_hash_table_iter_next(&iter, &name, &command))
        g_hash_table_insert(commands, // want mutate-in-iteration "'commands'"
                            g_strdup_printf("do-%s", (char *)name), command);
}
