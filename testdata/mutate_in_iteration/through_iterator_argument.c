/* The helper deletes through the iterator when it is given one. */
#include <glib.h>

typedef struct {
    GHashTable *entries;
} History;

static void drop(History *history, const char *id, GHashTableIter *iter, int rc)
{
    if (rc != 0)
        return;
    if (iter)
        g_hash_table_iter_remove(iter);
    else
        g_hash_table_remove(history->entries, g_strdup(id));
}

static void drop_named(History *history, const char *id, GHashTableIter *iter)
{
    drop(history, id, iter, 0);
}

void drop_all(History *history)
{
    GHashTableIter iter;
    gpointer entry;

    g_hash_table_iter_init(&iter, history->entries);
    while (g_hash_table_iter_next(&iter, NULL, &entry))
        drop_named(history, "gone", &iter);
}

void drop_all_by_name(History *history)
{
    GHashTableIter iter;
    gpointer entry;

    g_hash_table_iter_init(&iter, history->entries);
    while (g_hash_table_iter_next(&iter, NULL, &entry))
        drop_named(history, "gone", NULL); // want mutate-in-iteration "'history->entries'"
}
