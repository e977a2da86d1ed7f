#ifndef RMAP_BTREE_INTERNAL_H
#define RMAP_BTREE_INTERNAL_H

/* What the sources of btree share. */

#include "rmap/btree_core.h"

static inline RmapBtreePlace btree_place(RmapBtreeNode *node, unsigned i)
{
    RmapBtreePlace p = { node, i };
    return p;
}

/* Bytes of a node. */
size_t rmap_btree_node_size(const RmapBtreeType *t, bool leaf);

/* Gives the memory of a node back, and nothing else. */
void rmap_btree_node_free(const RmapBtreeType *t, RmapBtree *b, RmapBtreeNode *node);

/* Gives the text of a key back, in a map that owns its keys. */
void rmap_btree_key_free(const RmapBtreeType *t, RmapBtree *b, RmapBtreePlace place);

/* Copies `n` entries, from `from` on to `to` on; the two may overlap. */
void rmap_btree_move(const RmapBtreeType *t, RmapBtreePlace to, RmapBtreePlace from,
                     unsigned n);

/* The same for children, which are told their new parent and number. */
void rmap_btree_move_children(const RmapBtreeType *t, RmapBtreePlace to,
                              RmapBtreePlace from, unsigned n);

#endif
