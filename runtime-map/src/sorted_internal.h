#ifndef RMAP_SORTED_INTERNAL_H
#define RMAP_SORTED_INTERNAL_H

/* What the sources of sorted share. */

#include "rmap/sorted_core.h"

static inline unsigned char *sorted_key(const RmapSortedType *t, const RmapSorted *s,
                                        size_t i)
{
    return s->keys + i * t->key_size;
}

static inline unsigned char *sorted_val(const RmapSortedType *t, const RmapSorted *s,
                                        size_t i)
{
    return s->vals + i * t->val_size;
}

/* Makes room for `more` entries besides those that are there, by doubling; false when
 * out of memory. */
bool rmap_sorted_grow(const RmapSortedType *t, RmapSorted *s, size_t more);

#endif
