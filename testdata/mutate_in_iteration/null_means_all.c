/* Near miss: without a node the callee works on the whole table; the loop passes the
 * node that it stands on. A loop that passes none is at fault. */
#include <glib.h>

typedef struct Node {
    int score;
} Node;

typedef struct Resource {
    GHashTable *allowed;
} Resource;

int is_usable(Node *node);
void node_ban(Node *node);

static void ban(Resource *resource, Node *node, const char *key)
{
    if (node != NULL)
        node_ban(node);
    else
        g_hash_table_remove(resource->allowed, key);
}

void ban_unusable(Resource *resource, const char *key)
{
    GHashTableIter it;
    gpointer value;

    g_hash_table_iter_init(&it, resource->allowed);
    while (g_hash_table_iter_next(&it, NULL, &value))
        if (!is_usable(value))
            ban(resource, value, key);
}

void ban_by_key(Resource *resource, const char *key)
{
    GHashTableIter it;
    gpointer value;

    g_hash_table_iter_init(&it, resource->allowed);
    while (g_hash_table_iter_next(&it, NULL, &value))
        if (!is_usable(value))
            ban(resource, NULL, key); // want mutate-in-iteration
}
