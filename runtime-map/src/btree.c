/*
 * Making, putting and clearing. A put first takes all the memory that it may need: a
 * node for each full one from the leaf upwards, and one more if the root is among them.
 */
#include "btree_internal.h"

#include "block.h"
#include "rmap/own.h"
#include "tell.h"

static void btree_tell(const RmapBtreeType *t, const RmapBtree *b, RmapEventKind kind)
{
    RmapStats stats;

    if (b->observer == NULL)
        return;
    stats = rmap_btree_stats(t, b);
    rmap_tell(b->observer, kind, t->who.name, b, &stats);
}

RmapBtree *rmap_btree_make(const RmapBtreeType *t, const RmapOptions *opt)
{
    static const RmapOptions defaults = { { NULL, NULL, NULL }, false, 0, NULL };
    const RmapOptions *chosen = opt == NULL ? &defaults : opt;
    RmapBtree *b = rmap_block_take(&chosen->allocator, sizeof *b);

    if (b == NULL)
        return NULL;
    memset(b, 0, sizeof *b);
    b->allocator = chosen->allocator;
    b->observer = chosen->observer;
    btree_tell(t, b, RMAP_EVENT_MAKE);
    return b;
}

RmapStats rmap_btree_stats(const RmapBtreeType *t, const RmapBtree *b)
{
    RmapStats stats = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };

    if (b == NULL)
        return stats;
    stats.entries = b->count;
    stats.buckets = b->leaves + b->inners;
    stats.slots = stats.buckets * t->capacity;
    stats.data = stats.slots * (t->key_size + t->val_size);
    stats.metadata = sizeof *b + b->leaves * rmap_btree_node_size(t, true) +
                     b->inners * rmap_btree_node_size(t, false) - stats.data;
    stats.data += b->text_bytes;
    stats.growths = b->growths;
    stats.clears = b->clears;
    return stats;
}

/* ---- nodes ---- */

size_t rmap_btree_node_size(const RmapBtreeType *t, bool leaf)
{
    size_t children = leaf ? 0 : t->capacity + (size_t)1;
    return t->child_offset + children * sizeof(RmapBtreeNode *);
}

static RmapBtreeNode *btree_node_new(const RmapBtreeType *t, RmapBtree *b, bool leaf)
{
    RmapBtreeNode *node = rmap_block_take(&b->allocator, rmap_btree_node_size(t, leaf));

    if (node == NULL)
        return NULL;
    memset(node, 0, sizeof *node);
    node->leaf = leaf;
    if (leaf)
        b->leaves++;
    else
        b->inners++;
    return node;
}

void rmap_btree_node_free(const RmapBtreeType *t, RmapBtree *b, RmapBtreeNode *node)
{
    if (node->leaf)
        b->leaves--;
    else
        b->inners--;
    rmap_block_give(&b->allocator, node, rmap_btree_node_size(t, node->leaf != 0));
}

void rmap_btree_key_free(const RmapBtreeType *t, RmapBtree *b, RmapBtreePlace place)
{
    const char *text;

    memcpy(&text, rmap_btree_key(t, place), sizeof text);
    b->text_bytes -= rmap_own_size(text);
    rmap_own_free(&b->allocator, text);
}

void rmap_btree_move(const RmapBtreeType *t, RmapBtreePlace to, RmapBtreePlace from,
                     unsigned n)
{
    memmove(rmap_btree_key(t, to), rmap_btree_key(t, from), n * t->key_size);
    memmove(rmap_btree_val(t, to), rmap_btree_val(t, from), n * t->val_size);
}

void rmap_btree_move_children(const RmapBtreeType *t, RmapBtreePlace to,
                              RmapBtreePlace from, unsigned n)
{
    RmapBtreeNode **children = rmap_btree_child(t, to.node, to.i);

    memmove(children, rmap_btree_child(t, from.node, from.i), n * sizeof *children);
    for (unsigned i = 0; i < n; i++) {
        children[i]->parent = to.node;
        children[i]->at = (uint16_t)(to.i + i);
    }
}

/* ---- splitting ---- */

/* Takes `need` inner nodes, chained by their parents, and one leaf in front of them
 * if a leaf is needed too; all or none. */
static bool btree_nodes_take(const RmapBtreeType *t, RmapBtree *b, bool leaf,
                             unsigned inners, RmapBtreeNode **chain)
{
    *chain = NULL;
    for (unsigned i = 0; i < inners + leaf; i++) {
        RmapBtreeNode *node = btree_node_new(t, b, leaf && i == inners);
        if (node == NULL) {
            while (*chain != NULL) {
                node = *chain;
                *chain = node->parent;
                rmap_btree_node_free(t, b, node);
            }
            return false;
        }
        node->parent = *chain;
        *chain = node;
    }
    return true;
}

static RmapBtreeNode *btree_chain_pop(RmapBtreeNode **chain)
{
    RmapBtreeNode *node = *chain;

    *chain = node->parent;
    node->parent = NULL;
    return node;
}

/* How many nodes a put into the leaf needs besides a leaf: none if the leaf has room.
 */
static unsigned btree_inners_needed(const RmapBtreeType *t, const RmapBtreeNode *leaf)
{
    const RmapBtreeNode *node = leaf->parent;
    unsigned need = 0;

    while (node != NULL && node->count == t->capacity) {
        need++;
        node = node->parent;
    }
    return need + (node == NULL);
}

/* Whether nothing in the tree is after the node, or before it. */
static bool btree_at_edge(const RmapBtreeNode *node, bool last)
{
    for (; node->parent != NULL; node = node->parent)
        if (node->at != (last ? node->parent->count : 0))
            return false;
    return true;
}

/* The entry of a full node that goes up when a new one is put before entry `i`. What is
 * put at an edge of the tree is likely to be followed by more there. */
static unsigned btree_middle_for(const RmapBtreeType *t, const RmapBtreeNode *node,
                                 unsigned i)
{
    if (i == t->capacity && btree_at_edge(node, true))
        return t->capacity - 1;
    if (i == 0 && btree_at_edge(node, false))
        return 0;
    return t->capacity / 2;
}

/* Puts an entry, which is copied from another node, and the child after it before entry
 * `to.i` of a node with room; without a child into a leaf. */
static void btree_node_insert(const RmapBtreeType *t, RmapBtreePlace to,
                              RmapBtreePlace entry, RmapBtreeNode *child)
{
    RmapBtreeNode *node = to.node;
    unsigned after = node->count - to.i;

    rmap_btree_move(t, btree_place(node, to.i + 1), to, after);
    rmap_btree_move(t, to, entry, 1);
    if (child != NULL) {
        rmap_btree_move_children(t, btree_place(node, to.i + 2),
                                 btree_place(node, to.i + 1), after);
        *rmap_btree_child(t, node, to.i + 1) = child;
        child->parent = node;
        child->at = (uint16_t)(to.i + 1);
    }
    node->count++;
}

/* Splits a full node so that an entry can be put before entry `p.i`, and gives the
 * place for it. The nodes that are needed are in `chain`, the first for this level. */
static RmapBtreePlace btree_split(const RmapBtreeType *t, RmapBtree *b,
                                  RmapBtreePlace p, RmapBtreeNode **chain)
{
    RmapBtreeNode *node = p.node;
    RmapBtreeNode *right = btree_chain_pop(chain);
    unsigned middle = btree_middle_for(t, node, p.i);
    unsigned moved = t->capacity - middle - 1;
    RmapBtreePlace up;

    if (node->parent == NULL) {
        b->root = btree_chain_pop(chain);
        *rmap_btree_child(t, b->root, 0) = node;
        node->parent = b->root;
        node->at = 0;
        b->growths++;
    }
    up = btree_place(node->parent, node->at);
    if (up.node->count == t->capacity)
        up = btree_split(t, b, up, chain);
    rmap_btree_move(t, btree_place(right, 0), btree_place(node, middle + 1), moved);
    if (!node->leaf)
        rmap_btree_move_children(t, btree_place(right, 0),
                                 btree_place(node, middle + 1), moved + 1);
    right->count = (uint16_t)moved;
    node->count = (uint16_t)middle;
    btree_node_insert(t, up, btree_place(node, middle), right);
    return p.i > middle ? btree_place(right, p.i - middle - 1) : p;
}

/* Makes room for an entry at a place in a leaf; false when out of memory. */
static bool btree_make_room(const RmapBtreeType *t, RmapBtree *b, RmapBtreePlace *p)
{
    RmapBtreeNode *chain;
    size_t levels = b->growths;

    if (b->root == NULL) {
        b->root = btree_node_new(t, b, true);
        *p = btree_place(b->root, 0);
        return b->root != NULL;
    }
    if (p->node->count < t->capacity)
        return true;
    if (!btree_nodes_take(t, b, true, btree_inners_needed(t, p->node), &chain))
        return false;
    *p = btree_split(t, b, *p, &chain);
    if (b->growths > levels)
        btree_tell(t, b, RMAP_EVENT_GROW);
    return true;
}

bool rmap_btree_insert(const RmapBtreeType *t, RmapBtree *b, const void *key,
                       RmapBtreePlace *p)
{
    const char *copy = NULL;
    unsigned after;

    if (t->own_strings) {
        const char *text;
        memcpy(&text, key, sizeof text);
        copy = rmap_own_copy(&b->allocator, text);
        if (copy == NULL)
            return false;
        key = &copy;
    }
    if (!btree_make_room(t, b, p)) {
        rmap_own_free(&b->allocator, copy);
        return false;
    }
    rmap_guard_moved(&b->guard, RMAP_MOVE_PUT);
    after = p->node->count - p->i;
    rmap_btree_move(t, btree_place(p->node, p->i + 1), *p, after);
    memcpy(rmap_btree_key(t, *p), key, t->key_size);
    memset(rmap_btree_val(t, *p), 0, t->val_size);
    p->node->count++;
    b->count++;
    if (copy != NULL)
        b->text_bytes += rmap_own_size(copy);
    return true;
}

/* ---- clearing ---- */

/* Frees every node, a parent after its last child. */
static void btree_free_nodes(const RmapBtreeType *t, RmapBtree *b)
{
    RmapBtreeNode *node = rmap_btree_edge(t, b->root, false).node;

    while (node != NULL) {
        RmapBtreeNode *parent = node->parent;
        unsigned at = node->at;
        for (unsigned i = 0; t->own_strings && i < node->count; i++)
            rmap_btree_key_free(t, b, btree_place(node, i));
        rmap_btree_node_free(t, b, node);
        node = parent;
        if (parent != NULL && at < parent->count)
            node = rmap_btree_edge(t, *rmap_btree_child(t, parent, at + 1), false).node;
    }
    b->root = NULL;
    b->count = 0;
}

void rmap_btree_clear(const RmapBtreeType *t, RmapBtree *b)
{
    rmap_guard_moved(&b->guard, RMAP_MOVE_CLEAR);
    btree_free_nodes(t, b);
    b->clears++;
    btree_tell(t, b, RMAP_EVENT_CLEAR);
}

void rmap_btree_free(const RmapBtreeType *t, RmapBtree *b)
{
    RmapAllocator a;

    if (b == NULL)
        return;
    btree_free_nodes(t, b);
    btree_tell(t, b, RMAP_EVENT_FREE);
    a = b->allocator;
    rmap_block_give(&a, b, sizeof *b);
}
