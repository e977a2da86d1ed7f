/* The object comes zeroed from a function of the program. */
#include <glib.h>

typedef struct {
    char *name;
    GHashTable *props;
    GHashTable *tags;
} Node;

static Node *node_alloc(void)
{
    Node *node = g_new0(Node, 1);
    return node;
}

Node *node_named(const char *name)
{
    Node *node = node_alloc();
    node->name = g_strdup(name);
    node->tags = g_hash_table_new(NULL, NULL);
    return node;
}

void node_fill(const char *name)
{
    Node *node = node_named(name);

    g_hash_table_add(node->tags, node);
    g_hash_table_add(node->props, node); // want nil-map-write "'node->props'"
}

void node_fill_made(const char *name)
{
    Node *node = node_named(name);

    node->props = g_hash_table_new(NULL, NULL);
    g_hash_table_add(node->props, node);
}

static void node_init(Node *node, gboolean with_props)
{
    node->name = NULL;
    if (with_props)
        node->props = g_hash_table_new(NULL, NULL);
}

void node_fill_either(gboolean with_props)
{
    Node *node = node_alloc();

    node_init(node, with_props);
    if (with_props)
        g_hash_table_add(node->props, node);
}

/* Not zeroed: nothing is known of it. */
static Node *node_raw(void)
{
    return g_new(Node, 1);
}

void node_fill_raw(void)
{
    Node *node = node_raw();
    g_hash_table_add(node->props, node);
}
