#include <glib.h>
#include <assert.h>
#include "maps.h"

static counts *find(tenants *all, const char *name)
{
    counts **slot = tenants_get(all, name);
    return slot ? *slot : NULL;
}

void reset_known(tenants *all, const char *name)
{
    counts *one = find(all, name);

    assert(one != NULL);
    counts_clear(one);
}

void reset_table(GHashTable *tables, const char *name)
{
    GHashTable *table = g_hash_table_lookup(tables, name);

    g_assert(table);
    g_hash_table_remove_all(table);
}

void reset_given(GHashTable *table)
{
    g_return_if_fail(table != NULL);
    g_hash_table_remove_all(table);
}
