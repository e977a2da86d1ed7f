/* The callback says what goes; the library does it. */
#include <glib.h>

static gboolean is_stale(gpointer key, gpointer value, gpointer user_data)
{
    (void)key;
    return GPOINTER_TO_UINT(value) < *(guint *)user_data;
}

guint expire(GHashTable *leases, guint now)
{
    return g_hash_table_foreach_remove(leases, is_stale, &now);
}
