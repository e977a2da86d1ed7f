/* GObject keeps the private part of an object at an offset known at run time; it is the
 * same part wherever it is asked for. */
#include <glib.h>

typedef struct NodePrivate {
    GHashTable *kids, *names;
} NodePrivate;

typedef struct Node {
    int parent;
} Node;

static gint Node_private_offset;

static inline gpointer node_get_instance_private(Node *self)
{
    return (gpointer)((unsigned char *)self + Node_private_offset);
}

#define OLD_PRIVATE(o) ((NodePrivate *)g_type_instance_get_private((o), 7))

static void drop(Node *self, const char *name)
{
    NodePrivate *priv = node_get_instance_private(self);
    g_hash_table_remove(priv->kids, name);
}

void drop_all(Node *self)
{
    NodePrivate *priv = node_get_instance_private(self);
    GHashTableIter it;
    gpointer name;
    g_hash_table_iter_init(&it, priv->kids);
    while (g_hash_table_iter_next(&it, &name, NULL))
        drop(self, name); // want mutate-in-iteration "kids"
}

/* Another table of the same part. */
void drop_named(Node *self)
{
    NodePrivate *priv = node_get_instance_private(self);
    GHashTableIter it;
    gpointer name;
    g_hash_table_iter_init(&it, priv->names);
    while (g_hash_table_iter_next(&it, &name, NULL))
        drop(self, name);
}

/* The part of another object. */
void drop_from(Node *self, Node *other)
{
    NodePrivate *priv = node_get_instance_private(self);
    GHashTableIter it;
    gpointer name;
    g_hash_table_iter_init(&it, priv->kids);
    while (g_hash_table_iter_next(&it, &name, NULL))
        drop(other, name);
}

static void old_drop(Node *self, const char *name)
{
    g_hash_table_remove(OLD_PRIVATE(self)->kids, name);
}

void old_drop_all(Node *self)
{
    GHashTableIter it;
    gpointer name;
    g_hash_table_iter_init(&it, OLD_PRIVATE(self)->kids);
    while (g_hash_table_iter_next(&it, &name, NULL))
        old_drop(self, name); // want mutate-in-iteration "kids"
}
