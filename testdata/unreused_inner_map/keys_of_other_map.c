/* The keys of a map are distinct. */
#include "maps.h"
#include <glib.h>

void mirror(tenants *all, counts *hits)
{
    counts_iter it;

    counts_iter_init(&it, hits);
    while (counts_next(&it))
        tenants_put(all, *it.key, counts_make(0));
}

void glib_mirror(GHashTable *outer, GHashTable *names)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        g_hash_table_insert(outer, name, g_hash_table_new(g_str_hash, g_str_equal));
}
