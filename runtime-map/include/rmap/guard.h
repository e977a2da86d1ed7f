#ifndef RMAP_GUARD_H
#define RMAP_GUARD_H

/*
 * What a map other than hmap remembers so that misuse can be named: by RMAP_DEBUG at
 * run time, and by an iteration that must end because entries moved. In ordered members
 * each new key and each delete moves some; of flat and dense the rest holds.
 *
 * Entries move when a new key needs a larger array, and at reserve, shrink and clear:
 * `moves` counts these, in every build. Whether a put will be one of them is chance, as
 * far as the user can tell; so under RMAP_DEBUG any put of a new key counts as a move,
 * unless make or reserve had promised room for it, and nothing was deleted since (what
 * a deleted entry leaves behind may cost a slot).
 */
#include "rmap/panic.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define RMAP_NORETURN [[noreturn]]
extern "C" {
#else
#define RMAP_NORETURN _Noreturn
#endif

/* Whom a panic is about, and goes to. */
typedef struct RmapWho {
    const char *name; /* the user's, of the map type */
    RmapPanic *panic;
} RmapWho;

/* What made entries move. */
typedef enum RmapMove {
    RMAP_MOVE_NONE,
    RMAP_MOVE_PUT,
    RMAP_MOVE_DELETE, /* in members where a delete moves other entries */
    RMAP_MOVE_RESERVE,
    RMAP_MOVE_SHRINK,
    RMAP_MOVE_CLEAR
} RmapMove;

typedef struct RmapGuard {
    uint64_t moves;      /* iterations from before the last one end */
    uint64_t generation; /* moves, and puts that might have been */
    size_t promised;     /* a new key moves nothing while there are fewer entries */
    uint8_t last;        /* RmapMove: the last of the generation */
    uint8_t writing;     /* RMAP_DEBUG: 1, a write is under way; 2, kept by a pool */
} RmapGuard;

/* Calls the handler, and aborts if it returns. */
RMAP_NORETURN void rmap_guard_panic(const RmapWho *who, const char *message);

/* Entries have moved. */
void rmap_guard_moved(RmapGuard *g, RmapMove why);

/* ---- RMAP_DEBUG ---- */

/* Bracket a write, and open a read: they panic, in Go's words, when another thread (or
 * a hash or equal function of the user's) is writing. */
void rmap_guard_write_begin(const RmapWho *who, RmapGuard *g);
void rmap_guard_write_end(const RmapWho *who, RmapGuard *g);
void rmap_guard_read(const RmapWho *who, const RmapGuard *g);

/* From now on any use panics under RMAP_DEBUG, as of a map that is in a pool; or not
 * any more. */
void rmap_guard_rest(RmapGuard *g, bool resting);

/* A new key was put into a map that had `count` entries. */
void rmap_guard_put(RmapGuard *g, size_t count);

/* Opens a step of an iteration that began at `generation`. */
void rmap_guard_next(const RmapWho *who, const RmapGuard *g, uint64_t generation);

/* A use of a pointer that was borrowed at `generation`. That its entry was not deleted
 * is for the member to check. */
void rmap_guard_use(const RmapWho *who, const RmapGuard *g, uint64_t generation);

#ifdef __cplusplus
}
#endif

#endif
