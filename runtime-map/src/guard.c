/*
 * The flag that tells of a write is read and set atomically, but without ordering
 * anything: it catches misuse when it happens, it does not prevent it.
 */
#include "rmap/guard.h"

#include <stdlib.h>

#if !defined(__GNUC__)
#error "guard.c needs gcc or clang"
#endif

_Noreturn void rmap_guard_panic(const RmapWho *who, const char *message)
{
    who->panic(message, who->name);
    abort();
}

void rmap_guard_moved(RmapGuard *g, RmapMove why)
{
    g->moves++;
    g->generation++;
    g->last = (uint8_t)why;
}

enum { GUARD_RESTING = 2 };

void rmap_guard_rest(RmapGuard *g, bool resting)
{
    __atomic_store_n(&g->writing, resting ? GUARD_RESTING : 0, __ATOMIC_RELAXED);
}

/* What `writing` says against a use. */
static void guard_check(const RmapWho *who, uint8_t writing, const char *message)
{
    if ((writing & GUARD_RESTING) != 0)
        rmap_guard_panic(who, "use of a map that was given back");
    if (writing != 0)
        rmap_guard_panic(who, message);
}

void rmap_guard_write_begin(const RmapWho *who, RmapGuard *g)
{
    guard_check(who, __atomic_fetch_or(&g->writing, 1, __ATOMIC_RELAXED),
                "concurrent map writes");
}

void rmap_guard_write_end(const RmapWho *who, RmapGuard *g)
{
    if (__atomic_exchange_n(&g->writing, 0, __ATOMIC_RELAXED) == 0)
        rmap_guard_panic(who, "concurrent map writes");
}

void rmap_guard_read(const RmapWho *who, const RmapGuard *g)
{
    guard_check(who, __atomic_load_n(&g->writing, __ATOMIC_RELAXED),
                "concurrent map read and map write");
}

void rmap_guard_put(RmapGuard *g, size_t count)
{
    if (count < g->promised)
        return;
    g->generation++;
    g->last = RMAP_MOVE_PUT;
}

void rmap_guard_next(const RmapWho *who, const RmapGuard *g, uint64_t generation)
{
    guard_check(who, __atomic_load_n(&g->writing, __ATOMIC_RELAXED),
                "concurrent map iteration and map write");
    if (g->generation == generation)
        return;
    switch ((RmapMove)g->last) {
    case RMAP_MOVE_NONE:
        break;
    case RMAP_MOVE_PUT:
        rmap_guard_panic(who, "iteration goes on after a new key was put");
    case RMAP_MOVE_DELETE:
        rmap_guard_panic(who, "iteration goes on after a delete");
    case RMAP_MOVE_RESERVE:
        rmap_guard_panic(who, "iteration goes on after room was reserved");
    case RMAP_MOVE_SHRINK:
        rmap_guard_panic(who, "iteration goes on after its map was shrunk");
    case RMAP_MOVE_CLEAR:
        rmap_guard_panic(who, "iteration goes on after its map was cleared");
    }
}

void rmap_guard_use(const RmapWho *who, const RmapGuard *g, uint64_t generation)
{
    if (g->generation == generation)
        return;
    switch ((RmapMove)g->last) {
    case RMAP_MOVE_NONE:
        break;
    case RMAP_MOVE_PUT:
        rmap_guard_panic(who, "use of a borrowed pointer after a new key was put");
    case RMAP_MOVE_DELETE:
        rmap_guard_panic(who, "use of a borrowed pointer after a delete");
    case RMAP_MOVE_RESERVE:
        rmap_guard_panic(who, "use of a borrowed pointer after room was reserved");
    case RMAP_MOVE_SHRINK:
        rmap_guard_panic(who, "use of a borrowed pointer after its map was shrunk");
    case RMAP_MOVE_CLEAR:
        rmap_guard_panic(who, "use of a borrowed pointer after clear");
    }
}
