/* An out-parameter that stays NULL only where a precondition of the callee failed: the
 * callee's author rules that out, and the result 0 has a lawful reason too. */
#include <glib.h>

gboolean collect(const char *a, const char *b, GHashTable *into);
gboolean is_connection(const void *connection);

gboolean differ(const char *a, const char *b, GHashTable **diffs)
{
    GHashTable *found;
    gboolean any;

    g_return_val_if_fail(is_connection(a), FALSE);
    g_return_val_if_fail(!b || is_connection(b), FALSE);

    if (a == b)
        return TRUE;
    found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    any = collect(a, b, found);
    *diffs = found;
    return any;
}

guint changes(const char *a, const char *b)
{
    GHashTable *diffs = NULL;
    guint count = 0;

    if (!differ(a, b, &diffs)) {
        GHashTableIter iter;
        gpointer key;

        g_hash_table_iter_init(&iter, diffs);
        while (g_hash_table_iter_next(&iter, &key, NULL))
            count++;
        g_hash_table_unref(diffs);
        return count;
    }
    if (diffs)
        g_hash_table_unref(diffs);
    return 0;
}
