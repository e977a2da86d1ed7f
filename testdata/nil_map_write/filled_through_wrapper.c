/* The wrapper hands on whether the table was made, also when an argument was refused.
 */
#include <glib.h>

typedef struct Repo Repo;
int repo_read(Repo *repo, GHashTable *into);

static gboolean list_under(Repo *repo, const char *prefix, GHashTable **out)
{
    g_return_val_if_fail(repo != NULL, FALSE);
    GHashTable *refs = g_hash_table_new(g_str_hash, g_str_equal);

    if (prefix && !repo_read(repo, refs)) {
        g_hash_table_unref(refs);
        return FALSE;
    }
    if (out)
        *out = refs;
    else
        g_hash_table_unref(refs);
    return TRUE;
}

gboolean repo_list(Repo *repo, const char *prefix, GHashTable **out)
{
    return list_under(repo, prefix, out);
}

gboolean repo_has(Repo *repo, const char *name)
{
    GHashTable *refs = NULL;
    gboolean has;

    if (!repo_list(repo, "refs", &refs))
        return FALSE;
    has = g_hash_table_contains(refs, name);
    g_hash_table_unref(refs);
    return has;
}

gboolean repo_forgets(Repo *repo, const char *name)
{
    GHashTable *refs = NULL;

    if (repo_list(repo, "refs", &refs))
        return FALSE;
    return g_hash_table_contains(refs, name); // want nil-map-write
}
