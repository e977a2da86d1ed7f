#include <glib.h>

void walk_a(GHashTable *table);
void walk_b(GHashTable *table);

// unit: a.c
/* Equal names, each its own. */
static void visit(GHashTable *table, const char *key)
{
    g_hash_table_remove(table, key);
}

void walk_a(GHashTable *table)
{
    GHashTableIter it;
    gpointer key;
    g_hash_table_iter_init(&it, table);
    while (g_hash_table_iter_next(&it, &key, NULL))
        visit(table, key); // want mutate-in-iteration
}

// unit: b.c
static void visit(GHashTable *table, const char *key)
{
    g_print("%s %p", key, g_hash_table_lookup(table, key));
}

void walk_b(GHashTable *table)
{
    GHashTableIter it;
    gpointer key;
    g_hash_table_iter_init(&it, table);
    while (g_hash_table_iter_next(&it, &key, NULL))
        visit(table, key);
}
