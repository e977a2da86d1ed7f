#ifndef RMAP_ARENA_H
#define RMAP_ARENA_H

/*
 * An arena for maps that go together: memory is taken in large blocks and given out bit
 * by bit, and all of it goes back at once. An allocator to be named when a map is made:
 *
 *     RmapArena arena = RMAP_ARENA_INIT;
 *     RmapOptions options = { .allocator = rmap_arena_allocator(&arena) };
 *     ...
 *     rmap_arena_clear(&arena);      frees every map that was made with it
 *
 * What a map gives back earlier, as an array that it has grown out of, is used again
 * only when it was given out last. So make maps with a hint; then two blocks are all
 * they need. One arena serves one thread at a time.
 */
#include "rmap/alloc.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct RmapArena {
    struct RmapArenaBlock *blocks; /* from malloc, the newest first */
    unsigned char *next;           /* what is left of the newest */
    size_t left;
} RmapArena;

#define RMAP_ARENA_INIT { NULL, NULL, 0 }

/* Keeps a pointer to the arena, which must outlive what is made with it. */
RmapAllocator rmap_arena_allocator(RmapArena *arena);

/* Gives all memory back; the arena is then as new. */
void rmap_arena_clear(RmapArena *arena);

#ifdef __cplusplus
}
#endif

#endif
