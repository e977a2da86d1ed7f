/* The recursion walks and changes the tables below, each in its turn. */
#include <glib.h>

typedef struct Node Node;
struct Node {
    GHashTable *below;
    int dead;
};

void prune(Node *node)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, node->below);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Node *sub = value;
        prune(sub);
        if (sub->dead)
            g_hash_table_iter_remove(&iter);
    }
}
