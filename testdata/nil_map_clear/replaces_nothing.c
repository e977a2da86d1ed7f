/* Near miss: the look-up gave NULL, so the insert replaces no entry, and the destroy
 * function is not called. */
#include <glib.h>

char **all_owners(guint *count);

void index_owners(void)
{
    GHashTable *by_owner = g_hash_table_new_full(
        g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);
    GHashTable *seen;
    GHashTableIter it;
    char *owner;
    guint count;
    char **owners = all_owners(&count);

    for (guint i = 0; i < count; i++) {
        owner = owners[i];
        seen = g_hash_table_lookup(by_owner, owner);
        if (seen == NULL) {
            seen = g_hash_table_new(g_str_hash, g_str_equal);
            g_hash_table_insert(by_owner, owner, seen);
        }
    }
    g_hash_table_iter_init(&it, by_owner);
    while (g_hash_table_iter_next(&it, (gpointer *)&owner, (gpointer *)&seen))
        g_hash_table_add(seen, owner);
    g_hash_table_unref(by_owner);
}
