#ifndef RMAP_BTREE_CORE_H
#define RMAP_BTREE_CORE_H

/*
 * The untyped half of rmap/btree.h: a B-tree (Bayer and McCreight, 1972) whose nodes
 * know their parents. Programs include rmap/btree.h.
 *
 * A node is a header, `capacity` keys, as many values and, if it is not a leaf, one
 * more child than that:
 *
 *     RmapBtreeNode | keys | values | children
 *
 * Invariants: every key is in one place, so that nothing refers to a key that was
 * deleted; all leaves are equally deep; every node has an entry, but a tree without
 * entries has no node; parent and `at` of each child are right. Nodes may be less than
 * half full: a split at the edge of the tree leaves the old node full, so that keys put
 * in order fill their nodes.
 */
#include "rmap/alloc.h"
#include "rmap/guard.h"

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    RMAP_BTREE_NODE = 256, /* bytes of a leaf, unless few large entries need more */
    RMAP_BTREE_LEAST = 3,  /* entries that every node has room for */
    RMAP_BTREE_MOST = 128
};

typedef struct RmapBtreeNode {
    struct RmapBtreeNode *parent; /* NULL: the root */
    uint16_t at;                  /* which child of the parent this is */
    uint16_t count;               /* entries */
    uint16_t leaf;                /* 1: there are no children */
} RmapBtreeNode;

typedef struct RmapBtree {
    size_t count;
    RmapBtreeNode *root; /* NULL: no entries */
    RmapGuard guard;
    size_t leaves;
    size_t inners;     /* nodes that are no leaves */
    size_t text_bytes; /* of keys that are owned */
    size_t growths;    /* levels that were added */
    size_t clears;
    RmapAllocator allocator;
    const RmapObserver *observer;
} RmapBtree;

/* What the untyped functions must know of a map type. */
typedef struct RmapBtreeType {
    RmapWho who;
    size_t key_size;
    size_t val_size; /* 0: a set */
    size_t key_offset;
    size_t val_offset;
    size_t child_offset; /* also the size of a leaf */
    unsigned capacity;   /* entries of a node */
    bool own_strings;    /* keys are `const char *` and copied */
} RmapBtreeType;

/* Where an entry is, or could be put; node NULL is behind the last. */
typedef struct RmapBtreePlace {
    RmapBtreeNode *node;
    unsigned i;
} RmapBtreePlace;

static inline unsigned char *rmap_btree_key(const RmapBtreeType *t, RmapBtreePlace p)
{
    return (unsigned char *)p.node + t->key_offset + p.i * t->key_size;
}

static inline unsigned char *rmap_btree_val(const RmapBtreeType *t, RmapBtreePlace p)
{
    return (unsigned char *)p.node + t->val_offset + p.i * t->val_size;
}

/* Child `i` of a node that is no leaf: entries before entry `i`, after entry `i - 1`.
 */
static inline RmapBtreeNode **rmap_btree_child(const RmapBtreeType *t,
                                               RmapBtreeNode *node, unsigned i)
{
    unsigned char *first = (unsigned char *)node + t->child_offset;
    return (RmapBtreeNode **)(void *)first + i;
}

/* The first, or the last, entry of the subtree. */
static inline RmapBtreePlace rmap_btree_edge(const RmapBtreeType *t,
                                             RmapBtreeNode *node, bool last)
{
    RmapBtreePlace p = { node, 0 };

    if (node == NULL)
        return p;
    while (!p.node->leaf)
        p.node = *rmap_btree_child(t, p.node, last ? p.node->count : 0);
    p.i = last ? p.node->count - 1u : 0;
    return p;
}

/* Up from behind the last entry of a node to the entry that follows it. */
static inline RmapBtreePlace rmap_btree_settle(RmapBtreePlace p)
{
    while (p.node != NULL && p.i == p.node->count) {
        p.i = p.node->at;
        p.node = p.node->parent;
    }
    return p;
}

/* The entry after that of a place. */
static inline RmapBtreePlace rmap_btree_step(const RmapBtreeType *t, RmapBtreePlace p)
{
    if (!p.node->leaf)
        return rmap_btree_edge(t, *rmap_btree_child(t, p.node, p.i + 1), false);
    p.i++;
    return rmap_btree_settle(p);
}

/* ---- the cold functions, in src/ ---- */

/* An empty tree, or NULL when out of memory; the caller owns it. `opt` may be NULL and
 * is copied; of the seed there is no use. */
RmapBtree *rmap_btree_make(const RmapBtreeType *t, const RmapOptions *opt);

/* Frees the tree; NULL is fine. */
void rmap_btree_free(const RmapBtreeType *t, RmapBtree *b);

/* Frees every node. */
void rmap_btree_clear(const RmapBtreeType *t, RmapBtree *b);

/* Puts a new entry in a leaf, where the search for its absent key has ended, with a
 * zeroed value, and sets the place to where it is now. In a tree without entries the
 * place has no node. False when out of memory: nothing is changed. */
bool rmap_btree_insert(const RmapBtreeType *t, RmapBtree *b, const void *key,
                       RmapBtreePlace *place);

/* Removes the entry of a place. Needs no memory. */
void rmap_btree_remove(const RmapBtreeType *t, RmapBtree *b, RmapBtreePlace place);

RmapStats rmap_btree_stats(const RmapBtreeType *t, const RmapBtree *b);

#ifdef __cplusplus
}
#endif

#endif
