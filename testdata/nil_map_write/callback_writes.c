/* The callback writes to a map that its caller left NULL. */
#include <glib.h>
#include "maps.h"

typedef struct {
    counts *seen;
} Walk;

static void visit(gpointer key, gpointer value, gpointer data)
{
    Walk *walk = data;
    (void)value;
    counts_put(walk->seen, key, 1);
}

void walk_table(GHashTable *table)
{
    Walk walk = { NULL };

    g_hash_table_foreach(table, visit, &walk); // want nil-map-write "seen'"
}

void walk_made(GHashTable *table)
{
    Walk walk = { counts_make(0) };

    g_hash_table_foreach(table, visit, &walk);
    counts_free(walk.seen);
}
