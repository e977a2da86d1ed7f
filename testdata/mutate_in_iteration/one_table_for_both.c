/* Walks one table and changes another: wrong where a caller passes the same for both. */
#include <glib.h>

static void copy_into(GHashTable *from, GHashTable *to, const char *prefix)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, from);
    while (g_hash_table_iter_next(&iter, &key, &value))
        g_hash_table_insert(to, g_strconcat(prefix, key, NULL), value);
}

static void drop_from(GHashTable *keys, GHashTable *table)
{
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, keys);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        g_hash_table_remove(table, key);
}

typedef struct {
    GHashTable *live, *dead;
} Pool;

void prefixed(Pool *pool)
{
    copy_into(pool->live, pool->live, "old-"); // want mutate-in-iteration "'pool->live'"
}

void merged(Pool *pool)
{
    copy_into(pool->dead, pool->live, "dead-");
}

void emptied(Pool *pool)
{
    drop_from(pool->live, pool->live); // want mutate-in-iteration "'pool->live'"
}

void without_dead(Pool *pool)
{
    drop_from(pool->dead, pool->live);
}

/* Which two they are is not known here. */
void any(GHashTable *a, GHashTable *b)
{
    drop_from(a, b);
}
