#include <glib.h>

static gpointer get_node(GHashTable *nodes, gpointer id, gboolean create)
{
    gpointer node = g_hash_table_lookup(nodes, id);
    if (node == NULL && create) {
        node = g_malloc(16);
        g_hash_table_insert(nodes, id, node);
    }
    return node;
}

void link_all(GHashTable *nodes)
{
    GHashTableIter iter;
    gpointer parent;

    g_hash_table_iter_init(&iter, nodes);
    while (g_hash_table_iter_next(&iter, NULL, &parent))
        get_node(nodes, parent, TRUE); // want mutate-in-iteration
}

int count_known(GHashTable *nodes)
{
    GHashTableIter iter;
    gpointer parent;
    int known = 0;

    g_hash_table_iter_init(&iter, nodes);
    while (g_hash_table_iter_next(&iter, NULL, &parent))
        known += get_node(nodes, parent, FALSE) != NULL;
    return known;
}
