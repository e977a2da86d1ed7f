#ifndef RMAP_TEST_FLAT_CHECK_H
#define RMAP_TEST_FLAT_CHECK_H

#include "rmap/flat_core.h"

/* Fails the running test unless what flat_core.h says of the layout holds: the count,
 * and the account of room. That each entry is found is for the caller to see. */
static inline void flat_check(const RmapFlat *f)
{
    size_t groups = f->tags == rmap_group_none ? 0 : f->mask + 1;
    size_t entries = 0;

    for (size_t g = 0; g < groups; g++)
        for (unsigned i = 0; i < RMAP_GROUP_SLOTS; i++)
            entries += f->tags[g * RMAP_GROUP_SIZE + i] != 0;
    assert_int_equal(entries, rmap_flat_count(f));
    assert_true(rmap_flat_count(f) + f->left <= rmap_groups_limit(groups));
}

#endif
