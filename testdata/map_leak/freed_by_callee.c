/* Near misses: the callee frees it, always or as it is told. */
#include <glib.h>

static void done(GHashTable *table, int also)
{
    if (table == NULL)
        return;
    g_hash_table_remove_all(table);
    if (also)
        g_hash_table_destroy(table);
}

static void close_all(GHashTable **tables, int n)
{
    for (int i = 0; i < n; i++)
        g_hash_table_unref(tables[i]);
}

void one(void)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);

    g_hash_table_add(t, t);
    done(t, 1);
}

void several(void)
{
    GHashTable *tables[3];

    for (int i = 0; i < 3; i++)
        tables[i] = g_hash_table_new(NULL, NULL);
    close_all(tables, 3);
}
