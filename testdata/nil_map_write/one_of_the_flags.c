/* Flags say in which table to look. Near miss where one of them is asserted to be set;
 * a fault where it is not. */
#include <assert.h>
#include <glib.h>

enum { MASTER = 1 << 0, REPLICA = 1 << 1, WATCHER = 1 << 2, DOWN = 1 << 3 };

static struct {
    GHashTable *masters;
} all;

typedef struct Node {
    GHashTable *replicas, *watchers;
} Node;

gpointer node_find(const char *name, int flags, Node *master)
{
    GHashTable *table = NULL;

    assert(flags & (MASTER | REPLICA | WATCHER));
    if (flags & MASTER)
        table = all.masters;
    else if (flags & REPLICA)
        table = master->replicas;
    else if (flags & WATCHER)
        table = master->watchers;
    return g_hash_table_lookup(table, name);
}

gpointer node_find_unsure(const char *name, int flags, Node *master)
{
    GHashTable *table = NULL;

    assert(flags & (MASTER | REPLICA | DOWN));
    if (flags & MASTER)
        table = all.masters;
    else if (flags & REPLICA)
        table = master->replicas;
    else if (flags & WATCHER)
        table = master->watchers;
    return g_hash_table_lookup(table, name); // want nil-map-write
}
