/* The helper advances the iterator that its caller opened. */
#include <glib.h>

static gpointer next_value(GHashTableIter *iter)
{
    gpointer value = NULL;

    if (!g_hash_table_iter_next(iter, NULL, &value))
        return NULL;
    return value;
}

void pop_all(GHashTable *table, GHashTable *done)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while ((value = next_value(&iter)) != NULL)
        g_hash_table_add(done, value);
}
