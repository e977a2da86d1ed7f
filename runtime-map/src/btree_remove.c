/*
 * Removing an entry. One that is not in a leaf is replaced by the entry before it,
 * which is; then nodes that have become too empty are merged with a neighbour, or take
 * entries of it, from the leaf upwards.
 */
#include "btree_internal.h"

static RmapBtreeNode *btree_child(const RmapBtreeType *t, RmapBtreeNode *node,
                                  unsigned i)
{
    return *rmap_btree_child(t, node, i);
}

/* The entry between children `i` and `i + 1` of the parent joins them into the first.
 */
static void btree_merge(const RmapBtreeType *t, RmapBtree *b, RmapBtreeNode *parent,
                        unsigned i)
{
    RmapBtreeNode *left = btree_child(t, parent, i);
    RmapBtreeNode *right = btree_child(t, parent, i + 1);
    unsigned count = left->count;

    rmap_btree_move(t, btree_place(left, count), btree_place(parent, i), 1);
    rmap_btree_move(t, btree_place(left, count + 1), btree_place(right, 0),
                    right->count);
    if (!left->leaf)
        rmap_btree_move_children(t, btree_place(left, count + 1), btree_place(right, 0),
                                 right->count + 1u);
    left->count = (uint16_t)(count + 1 + right->count);
    rmap_btree_move(t, btree_place(parent, i), btree_place(parent, i + 1),
                    parent->count - i - 1);
    rmap_btree_move_children(t, btree_place(parent, i + 1), btree_place(parent, i + 2),
                             parent->count - i - 1);
    parent->count--;
    rmap_btree_node_free(t, b, right);
}

/* Moves the last `n` entries of child `i` of the parent into the child after it. */
static void btree_shift_right(const RmapBtreeType *t, RmapBtreeNode *parent, unsigned i,
                              unsigned n)
{
    RmapBtreeNode *left = btree_child(t, parent, i);
    RmapBtreeNode *right = btree_child(t, parent, i + 1);
    unsigned rest = left->count - n;

    rmap_btree_move(t, btree_place(right, n), btree_place(right, 0), right->count);
    rmap_btree_move(t, btree_place(right, n - 1), btree_place(parent, i), 1);
    rmap_btree_move(t, btree_place(right, 0), btree_place(left, rest + 1), n - 1);
    rmap_btree_move(t, btree_place(parent, i), btree_place(left, rest), 1);
    if (!right->leaf) {
        rmap_btree_move_children(t, btree_place(right, n), btree_place(right, 0),
                                 right->count + 1u);
        rmap_btree_move_children(t, btree_place(right, 0), btree_place(left, rest + 1),
                                 n);
    }
    left->count = (uint16_t)rest;
    right->count = (uint16_t)(right->count + n);
}

/* Moves the first `n` entries of child `i + 1` of the parent into the child before it.
 */
static void btree_shift_left(const RmapBtreeType *t, RmapBtreeNode *parent, unsigned i,
                             unsigned n)
{
    RmapBtreeNode *left = btree_child(t, parent, i);
    RmapBtreeNode *right = btree_child(t, parent, i + 1);
    unsigned rest = right->count - n;

    rmap_btree_move(t, btree_place(left, left->count), btree_place(parent, i), 1);
    rmap_btree_move(t, btree_place(left, left->count + 1u), btree_place(right, 0),
                    n - 1);
    rmap_btree_move(t, btree_place(parent, i), btree_place(right, n - 1), 1);
    rmap_btree_move(t, btree_place(right, 0), btree_place(right, n), rest);
    if (!left->leaf) {
        rmap_btree_move_children(t, btree_place(left, left->count + 1u),
                                 btree_place(right, 0), n);
        rmap_btree_move_children(t, btree_place(right, 0), btree_place(right, n),
                                 rest + 1);
    }
    left->count = (uint16_t)(left->count + n);
    right->count = (uint16_t)rest;
}

/* A root without entries goes, and its only child, if it has one, takes its place. */
static void btree_drop_root(const RmapBtreeType *t, RmapBtree *b)
{
    RmapBtreeNode *root = b->root;

    b->root = root->leaf ? NULL : btree_child(t, root, 0);
    if (b->root != NULL) {
        b->root->parent = NULL;
        b->root->at = 0;
    }
    rmap_btree_node_free(t, b, root);
}

/* Fills a node that has too few entries from a neighbour, or merges the two: then the
 * parent has one entry less and is returned, else NULL. Two nodes that do not fit into
 * one differ by two entries at least, for one of them is less than half full. */
static RmapBtreeNode *btree_refill(const RmapBtreeType *t, RmapBtree *b,
                                   RmapBtreeNode *node)
{
    RmapBtreeNode *parent = node->parent;
    unsigned at = node->at;
    const RmapBtreeNode *left = at > 0 ? btree_child(t, parent, at - 1) : NULL;
    const RmapBtreeNode *right =
        at < parent->count ? btree_child(t, parent, at + 1) : NULL;

    if (left != NULL && left->count + node->count < (int)t->capacity) {
        btree_merge(t, b, parent, at - 1);
        return parent;
    }
    if (right != NULL && right->count + node->count < (int)t->capacity) {
        btree_merge(t, b, parent, at);
        return parent;
    }
    if (left != NULL)
        btree_shift_right(t, parent, at - 1, (left->count - node->count) / 2u);
    else
        btree_shift_left(t, parent, at, (right->count - node->count) / 2u);
    return NULL;
}

void rmap_btree_remove(const RmapBtreeType *t, RmapBtree *b, RmapBtreePlace p)
{
    RmapBtreeNode *node;

    rmap_guard_moved(&b->guard, RMAP_MOVE_DELETE);
    if (t->own_strings)
        rmap_btree_key_free(t, b, p);
    if (!p.node->leaf) {
        RmapBtreePlace before = rmap_btree_edge(t, btree_child(t, p.node, p.i), true);
        rmap_btree_move(t, p, before, 1);
        p = before;
    }
    rmap_btree_move(t, p, btree_place(p.node, p.i + 1), p.node->count - p.i - 1);
    p.node->count--;
    b->count--;
    for (node = p.node; node != NULL && node->parent != NULL;)
        node = node->count < t->capacity / 2 ? btree_refill(t, b, node) : NULL;
    if (b->root->count == 0)
        btree_drop_root(t, b);
}
