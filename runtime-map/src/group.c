#include "rmap/group.h"

_Alignas(max_align_t) const unsigned char rmap_group_none[RMAP_GROUP_SIZE];

uint64_t rmap_groups_used(const unsigned char *groups, size_t count)
{
    uint64_t used = 0;

    for (size_t g = 0; g < RMAP_GROUP_RUN && g < count; g++)
        used |= (uint64_t)rmap_group_used(groups + g * RMAP_GROUP_SIZE, false)
                << RMAP_GROUP_SLOTS * g;
    return used;
}

size_t rmap_groups_place_on(unsigned char *tags, size_t mask, uint64_t hash)
{
    uint32_t tag = rmap_tag(hash);
    size_t g = (size_t)hash & mask;

    for (size_t step = 1;; step++) {
        unsigned char *group = tags + g * RMAP_GROUP_SIZE;
        unsigned empty = rmap_group_match(group, 0, false);
        if (empty != 0) {
            unsigned i = rmap_group_first(empty);
            group[i] = (unsigned char)tag;
            return g * RMAP_GROUP_SLOTS + i;
        }
        group[RMAP_GROUP_SLOTS] |= (unsigned char)(1U << rmap_hash_pass(hash));
        g = (g + step) & mask;
    }
}
