/*
 * The flag that tells of a write is read and set atomically, but without ordering
 * anything: it catches misuse when it happens, it does not prevent it.
 */
#include "rmap/trap.h"

#include <stdlib.h>

_Noreturn void rmap_trap(RmapPanic *handler, const char *message, const char *map)
{
    handler(message, map);
    abort();
}

void rmap_guard_write_begin(RmapGuard *g, RmapPanic *handler, const char *map)
{
    if (__atomic_exchange_n(&g->writing, 1, __ATOMIC_RELAXED) != 0)
        rmap_trap(handler, "concurrent map writes", map);
}

void rmap_guard_write_end(RmapGuard *g, RmapPanic *handler, const char *map)
{
    if (__atomic_exchange_n(&g->writing, 0, __ATOMIC_RELAXED) == 0)
        rmap_trap(handler, "concurrent map writes", map);
}

void rmap_guard_read(const RmapGuard *g, RmapPanic *handler, const char *map)
{
    if (__atomic_load_n(&g->writing, __ATOMIC_RELAXED) != 0)
        rmap_trap(handler, "concurrent map read and map write", map);
}

void rmap_guard_next(const RmapGuard *g, uint64_t generation, RmapPanic *handler,
                     const char *map)
{
    if (__atomic_load_n(&g->writing, __ATOMIC_RELAXED) != 0)
        rmap_trap(handler, "concurrent map iteration and map write", map);
    if (g->generation == generation)
        return;
    switch (g->death) {
    case RMAP_DIED_OF_PUT:
        rmap_trap(handler, "iteration goes on after a new key was put", map);
    case RMAP_DIED_OF_DELETE:
        rmap_trap(handler, "iteration goes on after a delete", map);
    default:
        rmap_trap(handler, "iteration goes on after its map was cleared", map);
    }
}

void rmap_guard_borrow(const RmapGuard *g, uint64_t generation, RmapPanic *handler,
                       const char *map)
{
    if (g->generation == generation)
        return;
    switch (g->death) {
    case RMAP_DIED_OF_PUT:
        rmap_trap(handler, "use of a borrowed pointer after a new key was put", map);
    case RMAP_DIED_OF_DELETE:
        rmap_trap(handler, "use of a borrowed pointer after a delete", map);
    default:
        rmap_trap(handler, "use of a borrowed pointer after clear", map);
    }
}
