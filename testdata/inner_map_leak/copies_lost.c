/* Copies are put in, the table knows no way to free them. */
#include <glib.h>

typedef struct Node {
    int weight;
    const char *id;
} Node;

static Node *node_copy(const Node *from)
{
    Node *node = g_malloc0(sizeof *node);

    node->weight = from->weight;
    node->id = from->id;
    return node;
}

int compare(const Node *a, const Node *b)
{
    GHashTable *one = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *two = g_hash_table_new(g_str_hash, g_str_equal);
    Node *n;
    int more;

    n = node_copy(a);
    g_hash_table_insert(one, (gpointer)n->id, n);
    n = node_copy(b);
    g_hash_table_insert(two, (gpointer)n->id, n);
    more = g_hash_table_size(one) > g_hash_table_size(two);
    g_hash_table_destroy(one); // want inner-map-leak "'one'"
    g_hash_table_destroy(two); // want inner-map-leak "'two'"
    return more;
}

int compare_mended(const Node *a, const Node *b)
{
    GHashTable *one = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    Node *n = node_copy(a);
    guint size;

    g_hash_table_insert(one, (gpointer)n->id, n);
    size = g_hash_table_size(one);
    g_hash_table_destroy(one);
    return size > (guint)b->weight;
}
