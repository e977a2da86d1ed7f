/* Near miss: all ways meet at a label that frees what there is. */
#include <glib.h>

int compare(GHashTable *all, int (*load)(GHashTable *into), const char *key)
{
    GHashTable *mine = NULL, *yours = NULL;
    int rc = -1;

    if (!g_hash_table_contains(all, key))
        goto out;
    mine = g_hash_table_new(g_str_hash, g_str_equal);
    if (!load(mine))
        goto out;
    yours = g_hash_table_new(g_str_hash, g_str_equal);
    if (!load(yours))
        goto out;
    rc = g_hash_table_size(mine) == g_hash_table_size(yours);
out:
    if (mine)
        g_hash_table_unref(mine);
    g_clear_pointer(&yours, g_hash_table_unref);
    return rc;
}
