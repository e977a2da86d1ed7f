/* The callback changes a table, but not the one that calls it. */
#include <glib.h>

typedef struct {
    GHashTable *index;
    GHashTable *copy;
} Pair;

static void copy_entry(gpointer key, gpointer value, gpointer data)
{
    Pair *pair = data;
    g_hash_table_insert(pair->copy, key, value);
}

void copy_all(Pair *pair)
{
    g_hash_table_foreach(pair->index, copy_entry, pair);
}

static void invert(gpointer key, gpointer value, gpointer data)
{
    g_hash_table_insert(data, value, key);
}

GHashTable *inverted(GHashTable *table)
{
    GHashTable *result = g_hash_table_new(g_direct_hash, g_direct_equal);

    g_hash_table_foreach(table, invert, result);
    return result;
}
