#include <glib.h>

void session_drop(GHashTable *table, const char *key);
void session_note(GHashTable *table, const char *key);
void sessions_walk(GHashTable *table, void (*each)(GHashTable *, const char *));

// unit: walk.c
void sessions_end(GHashTable *table)
{
    GHashTableIter it;
    gpointer key;
    g_hash_table_iter_init(&it, table);
    while (g_hash_table_iter_next(&it, &key, NULL))
        session_drop(table, key); // want mutate-in-iteration "'table'"
}

void sessions_note(GHashTable *table)
{
    GHashTableIter it;
    gpointer key;
    g_hash_table_iter_init(&it, table);
    while (g_hash_table_iter_next(&it, &key, NULL))
        session_note(table, key);
}

/* The function that another unit calls for each entry. */
void sessions_sweep(GHashTable *table)
{
    sessions_walk(table, session_drop); // want mutate-in-iteration
}

void sessions_count(GHashTable *table)
{
    sessions_walk(table, session_note);
}

// unit: drop.c
/* Two calls down, and the second in its own unit. */
static void really_drop(GHashTable *table, const char *key)
{
    g_hash_table_remove(table, key);
}

void session_drop(GHashTable *table, const char *key)
{
    really_drop(table, key);
}

// unit: each.c
void session_note(GHashTable *table, const char *key)
{
    g_print("%s %p", key, g_hash_table_lookup(table, key));
}

void sessions_walk(GHashTable *table, void (*each)(GHashTable *, const char *))
{
    GHashTableIter it;
    gpointer key;
    g_hash_table_iter_init(&it, table);
    while (g_hash_table_iter_next(&it, &key, NULL))
        each(table, key);
}
