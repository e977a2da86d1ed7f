/* The walker stops where the function it calls says so: after a change it goes on only
 * if that function denies it. */
#include <glib.h>

typedef gboolean (*Try)(gpointer key, gpointer value, gpointer arg);

static void walk_until(GHashTable *table, Try done, gpointer arg)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (done(key, value, arg))
            break;
}

static gboolean take_first(gpointer key, gpointer value, gpointer arg)
{
    if (value != NULL)
        return FALSE;
    g_hash_table_remove(arg, key);
    return TRUE;
}

static gboolean take_all(gpointer key, gpointer value, gpointer arg)
{
    if (value == NULL)
        g_hash_table_remove(arg, key);
    return FALSE;
}

void one(GHashTable *table)
{
    walk_until(table, take_first, table);
}

void all(GHashTable *table)
{
    walk_until(table, take_all, table); // want mutate-in-iteration
}
