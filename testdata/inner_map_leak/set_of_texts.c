/* The values of a set are its keys, and go with them. */
#include "glib.h"

void keep(const char **names, guint count)
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < count; i++) {
        char *name = g_strdup(names[i]);
        g_hash_table_replace(seen, name, name);
    }
}

void fill(const char **names, guint count)
{
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < count; i++)
        g_hash_table_add(seen, g_strdup(names[i]));
    g_hash_table_destroy(seen);
}

void fill_for_good(const char **names, guint count)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < count; i++)
        g_hash_table_add(seen, g_strdup(names[i]));
    g_hash_table_destroy(seen); // want inner-map-leak "'seen'"
}
