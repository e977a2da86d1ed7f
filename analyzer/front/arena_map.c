#include "front/arena_map.h"

static void *map_alloc(void *arena, size_t size)
{
    return arena_alloc(arena, size);
}

static void map_free(void *arena, void *block, size_t size)
{
    (void)arena, (void)block, (void)size;
}

RmapOptions arena_map(Arena *arena)
{
    return (RmapOptions){ .allocator = { arena, map_alloc, map_free } };
}
