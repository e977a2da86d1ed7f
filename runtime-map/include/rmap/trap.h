#ifndef RMAP_TRAP_H
#define RMAP_TRAP_H

/*
 * What RMAP_DEBUG watches in the members that are not hmap, in hmap's words. A guard is
 * a part of each map whether its users were compiled with RMAP_DEBUG or not, so that
 * both kinds of code may share the map. Programs do not include this.
 */
#include "rmap/panic.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define RMAP_NORETURN [[noreturn]]
extern "C" {
#else
#define RMAP_NORETURN _Noreturn
#endif

/* What last made borrowed pointers and iterations die. */
enum { RMAP_DIED_NOT, RMAP_DIED_OF_PUT, RMAP_DIED_OF_DELETE, RMAP_DIED_OF_CLEAR };

typedef struct RmapGuard {
    uint64_t generation; /* of the entries' places: grows when pointers die */
    uint8_t death;       /* RMAP_DIED_...: why it grew last */
    uint8_t writing;     /* a write is under way; used under RMAP_DEBUG alone */
} RmapGuard;

/* Calls the handler, and aborts if it returns. */
RMAP_NORETURN void rmap_trap(RmapPanic *handler, const char *message, const char *map);

/* Entries have moved or died: what was borrowed before is dead. */
static inline void rmap_guard_died(RmapGuard *g, unsigned death)
{
    g->generation++;
    g->death = (uint8_t)death;
}

/* Bracket a write; open a read. They panic when a write is under way, by another thread
 * or by a function of the user's that this write called. */
void rmap_guard_write_begin(RmapGuard *g, RmapPanic *handler, const char *map);
void rmap_guard_write_end(RmapGuard *g, RmapPanic *handler, const char *map);
void rmap_guard_read(const RmapGuard *g, RmapPanic *handler, const char *map);

/* A step of an iteration, a use of a borrowed pointer, both from `generation`: panic
 * when that is over, and say what ended it. */
void rmap_guard_next(const RmapGuard *g, uint64_t generation, RmapPanic *handler,
                     const char *map);
void rmap_guard_borrow(const RmapGuard *g, uint64_t generation, RmapPanic *handler,
                       const char *map);

#ifdef __cplusplus
}
#endif

#endif
