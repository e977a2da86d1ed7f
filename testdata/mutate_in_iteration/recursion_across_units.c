#include <glib.h>

typedef struct Node Node;
struct Node {
    Node *next;
    const char *key;
};
void node_drop(GHashTable *table, Node *node, int depth);
void node_drop_next(GHashTable *table, Node *node, int depth);

// unit: walk.c
/* The removal lies behind a cycle of two units, which is cut where it closes. */
void nodes_end(GHashTable *table)
{
    GHashTableIter it;
    gpointer node;
    g_hash_table_iter_init(&it, table);
    while (g_hash_table_iter_next(&it, NULL, &node))
        node_drop_next(table, node, 3); // want mutate-in-iteration
}

// unit: drop.c
void node_drop(GHashTable *table, Node *node, int depth)
{
    node_drop_next(table, node->next, depth - 1);
    g_hash_table_remove(table, node->key);
}

// unit: next.c
void node_drop_next(GHashTable *table, Node *node, int depth)
{
    if (node && depth > 0)
        node_drop(table, node, depth);
}
