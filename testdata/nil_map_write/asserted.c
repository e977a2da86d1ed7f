#include <glib.h>
#include <assert.h>
#include "maps.h"

static counts *find(tenants *all, const char *name)
{
    counts **slot = tenants_get(all, name);
    return slot ? *slot : NULL;
}

void add_known(tenants *all, const char *name)
{
    counts *one = find(all, name);

    assert(one);
    counts_put(one, name, 1);
}

void add_given(GHashTable *table, const char *name)
{
    g_return_if_fail(table != NULL);
    g_hash_table_add(table, g_strdup(name));
}
