#include "rmap/nested_core.h"

#include "block.h"

#include <string.h>

RmapNested *rmap_nested_new(size_t size, const RmapOptions *opt)
{
    static const RmapOptions defaults = { { NULL, NULL, NULL }, false, 0, NULL };
    const RmapOptions *chosen = opt == NULL ? &defaults : opt;
    RmapNested *n = rmap_block_take(&chosen->allocator, size);

    if (n == NULL)
        return NULL;
    memset(n, 0, size);
    n->options = *chosen;
    return n;
}

void rmap_nested_free(RmapNested *n, size_t size)
{
    RmapAllocator a = n->options.allocator;

    rmap_block_give(&a, n->spare, n->spare_room * sizeof *n->spare);
    rmap_block_give(&a, n, size);
}

bool rmap_nested_reserve(RmapNested *n, size_t maps)
{
    const RmapAllocator *a = &n->options.allocator;
    size_t room = n->spare_room;
    void **spare;

    if (maps <= room)
        return true;
    room = room > maps / 2 ? 2 * room : maps < 8 ? 8 : maps;
    if (room > PTRDIFF_MAX / sizeof *spare)
        return false;
    spare = rmap_block_take(a, room * sizeof *spare);
    if (spare == NULL)
        return false;
    if (n->spares > 0)
        memcpy(spare, n->spare, n->spares * sizeof *spare);
    rmap_block_give(a, n->spare, n->spare_room * sizeof *spare);
    n->spare = spare;
    n->spare_room = room;
    return true;
}

void rmap_nested_add(RmapStats *sum, RmapStats part)
{
    sum->entries += part.entries;
    sum->slots += part.slots;
    sum->buckets += part.buckets;
    sum->overflow += part.overflow;
    sum->metadata += part.metadata;
    sum->data += part.data;
    sum->retired += part.retired;
    sum->growths += part.growths;
    sum->clears += part.clears;
}
