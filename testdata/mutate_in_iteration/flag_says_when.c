/* Near miss: a bit of the flags decides whether the callee removes the entry, and the
 * loop passes flags without it. One that passes it is at fault. */
#include <glib.h>

enum { PURGE = 1 << 0, LOG = 1 << 1 };

void note(const char *key);

static void visit(GHashTable *map, const char *key, unsigned flags)
{
    if (flags & LOG)
        note(key);
    if (flags & PURGE)
        g_hash_table_remove(map, key);
}

void log_all(GHashTable *map)
{
    GHashTableIter it;
    gpointer key;

    g_hash_table_iter_init(&it, map);
    while (g_hash_table_iter_next(&it, &key, NULL))
        visit(map, key, LOG);
}

void log_all_but(GHashTable *map, unsigned flags)
{
    GHashTableIter it;
    gpointer key;

    if (flags & PURGE)
        return;
    g_hash_table_iter_init(&it, map);
    while (g_hash_table_iter_next(&it, &key, NULL))
        visit(map, key, flags);
}

void purge_all(GHashTable *map)
{
    GHashTableIter it;
    gpointer key;

    g_hash_table_iter_init(&it, map);
    while (g_hash_table_iter_next(&it, &key, NULL))
        visit(map, key, LOG | PURGE); // want mutate-in-iteration
}
