#include <glib.h>

void note(gboolean on, const char *what)
{
    GHashTable *log = NULL;

    if (on)
        log = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(log, g_strdup(what), GINT_TO_POINTER(1)); // want nil-map-write "'log'"
    if (log)
        g_hash_table_destroy(log);
}
