/* The tree is walked down by recursion; every level removes from the open table. */
#include <glib.h>

typedef struct Node Node;
struct Node {
    Node *left, *right;
    const char *name;
};

static void forget_tree(GHashTable *known, const Node *node)
{
    if (node == NULL)
        return;
    g_hash_table_remove(known, node->name);
    forget_tree(known, node->left);
    forget_tree(known, node->right);
}

void forget_trees(GHashTable *known)
{
    GHashTableIter iter;
    gpointer node;

    g_hash_table_iter_init(&iter, known);
    while (g_hash_table_iter_next(&iter, NULL, &node))
        forget_tree(known, node); // want mutate-in-iteration "'known'"
}
