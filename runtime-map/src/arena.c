#include "rmap/arena.h"

#include <stdlib.h>

enum { ARENA_BLOCK = 64 << 10 };

typedef struct RmapArenaBlock {
    struct RmapArenaBlock *next;
    size_t size; /* with this header */
} RmapArenaBlock;

/* The header's place, so that what follows is aligned for any type. */
#define ARENA_HEAD                                                                     \
    ((sizeof(RmapArenaBlock) + _Alignof(max_align_t) - 1) / _Alignof(max_align_t) *    \
     _Alignof(max_align_t))

static size_t arena_round(size_t size)
{
    return (size + _Alignof(max_align_t) - 1) / _Alignof(max_align_t) *
           _Alignof(max_align_t);
}

/* Each block is at least as large as all before it together, so that there are few. */
static bool arena_more(RmapArena *arena, size_t size)
{
    size_t all = ARENA_BLOCK;
    RmapArenaBlock *b;

    for (b = arena->blocks; b != NULL; b = b->next)
        all += b->size;
    if (all < size + ARENA_HEAD)
        all = size + ARENA_HEAD;
    b = malloc(all);
    if (b == NULL)
        return false;
    b->next = arena->blocks;
    b->size = all;
    arena->blocks = b;
    arena->next = (unsigned char *)b + ARENA_HEAD;
    arena->left = all - ARENA_HEAD;
    return true;
}

static void *arena_alloc(void *ctx, size_t size)
{
    RmapArena *arena = ctx;
    size_t whole;
    void *block;

    if (size > PTRDIFF_MAX / 2)
        return NULL;
    whole = arena_round(size);
    if (whole > arena->left && !arena_more(arena, whole))
        return NULL;
    block = arena->next;
    arena->next += whole;
    arena->left -= whole;
    return block;
}

/* What was given out last is taken back, the rest waits for rmap_arena_clear. */
static void arena_free(void *ctx, void *block, size_t size)
{
    RmapArena *arena = ctx;
    size_t whole = arena_round(size);

    if ((unsigned char *)block + whole != arena->next)
        return;
    arena->next -= whole;
    arena->left += whole;
}

RmapAllocator rmap_arena_allocator(RmapArena *arena)
{
    RmapAllocator a = { arena, arena_alloc, arena_free };
    return a;
}

void rmap_arena_clear(RmapArena *arena)
{
    while (arena->blocks != NULL) {
        RmapArenaBlock *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
    arena->next = NULL;
    arena->left = 0;
}
