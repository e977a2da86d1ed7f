/* Near misses: a function of ours keeps it, directly, in an object, or in a map. */
#include <glib.h>

typedef struct Node {
    GHashTable *table;
    struct Node *next;
} Node;

static Node *nodes;
static GHashTable *by_name;

static void push(GHashTable *table)
{
    Node *node = g_malloc0(sizeof *node);

    node->table = table;
    node->next = nodes;
    nodes = node;
}

static void enter(const char *name, GHashTable *table)
{
    g_hash_table_insert(by_name, g_strdup(name), table);
}

static int enter_if(int on, GHashTable *table)
{
    if (!on)
        return 0;
    push(table);
    return 1;
}

void keep_in_list(void)
{
    push(g_hash_table_new(NULL, NULL));
}

void keep_in_map(const char *name)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);

    enter(name, t);
}

void keep_or_free(int on)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);

    if (!enter_if(on, t))
        g_hash_table_unref(t);
}
