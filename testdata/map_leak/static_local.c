/* Near miss: a static variable keeps it. */
#include <glib.h>

int known(const char *name)
{
    static GHashTable *names;

    if (names == NULL) {
        names = g_hash_table_new(g_str_hash, g_str_equal);
        g_hash_table_add(names, "root");
    }
    return g_hash_table_contains(names, name);
}
