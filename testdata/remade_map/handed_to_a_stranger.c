/* Whoever is given it may hold a reference. */
#include <glib.h>

void publish(GHashTable *properties);

void announce(char ***all)
{
    for (; *all; all++) {
        GHashTable *properties = g_hash_table_new(g_str_hash, g_str_equal);
        g_hash_table_insert(properties, "name", **all);
        publish(properties);
        g_hash_table_unref(properties);
    }
}
