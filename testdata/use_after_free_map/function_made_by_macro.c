/* A function whose whole head a macro writes is a function of this file. */
#include <glib.h>

#define COMMAND(name)                                                                  \
    int command_##name(GHashTable *table);                                             \
    int command_##name(GHashTable *table)

COMMAND(reset)
{
    g_hash_table_destroy(table); // want use-after-free-map "'table' is used"
    return (int)g_hash_table_size(table);
}

COMMAND(close)
{
    int left = (int)g_hash_table_size(table);

    g_hash_table_destroy(table);
    return left;
}
