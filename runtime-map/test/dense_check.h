#ifndef RMAP_TEST_DENSE_CHECK_H
#define RMAP_TEST_DENSE_CHECK_H

#include "rmap/dense_core.h"

/* Fails the running test unless what dense_core.h says of the layout holds: the tags
 * and the places agree about which entries there are, and each place has one slot. */
static inline void dense_check(const RmapDense *f)
{
    size_t groups = f->tags == rmap_group_none ? 0 : f->mask + 1;
    size_t entries = 0;
    size_t dead = 0;
    size_t sum = 0;

    assert_int_equal(f->room, rmap_groups_limit(groups));
    assert_true(f->used <= f->room);
    for (size_t place = 0; place < f->used; place++) {
        dead += rmap_dense_is_dead(f, place);
        sum += rmap_dense_is_dead(f, place) ? 0 : place;
    }
    for (size_t g = 0; g < groups; g++)
        for (unsigned i = 0; i < RMAP_GROUP_SLOTS; i++)
            if (f->tags[g * RMAP_GROUP_SIZE + i] != 0) {
                size_t place = rmap_dense_place(f, g * RMAP_GROUP_SLOTS + i);
                assert_true(place < f->used);
                assert_false(rmap_dense_is_dead(f, place));
                entries++;
                sum -= place;
            }
    assert_int_equal(entries, rmap_dense_count(f));
    assert_int_equal(entries + dead, f->used);
    assert_int_equal(sum, 0);
}

#endif
