/* The key goes with its entry, when there is one: the removal says whether. Near miss
 * where the key is used only if nothing was removed. */
#include <glib.h>

typedef struct Changes {
    GHashTable *table;
} Changes;

Changes *changes_new(void)
{
    Changes *self = g_new0(Changes, 1);

    self->table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return self;
}

gboolean changes_take(Changes *self, GHashTable *base)
{
    GHashTableIter it;
    gpointer key;

    g_hash_table_iter_init(&it, self->table);
    while (g_hash_table_iter_next(&it, &key, NULL)) {
        if (g_hash_table_remove(self->table, key))
            break;
        if (g_str_has_suffix(key, "/") && g_hash_table_contains(base, key))
            return TRUE;
    }
    return FALSE;
}

gboolean changes_take_and_tell(Changes *self, GHashTable *base)
{
    GHashTableIter it;
    gpointer key;

    g_hash_table_iter_init(&it, self->table);
    while (g_hash_table_iter_next(&it, &key, NULL)) {
        if (g_hash_table_remove(self->table, key)) // want stale-value-pointer
            return g_str_has_suffix(key, "/");
    }
    return g_hash_table_size(base) == 0;
}
