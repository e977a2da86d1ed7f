/* The same field of another object. */
#include <glib.h>

typedef struct Node Node;
struct Node {
    GHashTable *names;
    Node *next;
};

void nodes_free(Node *node)
{
    while (node) {
        Node *next = node->next;

        g_hash_table_destroy(node->names);
        g_free(node);
        node = next;
    }
}
