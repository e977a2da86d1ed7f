#ifndef RMAP_SYNC_INTERNAL_H
#define RMAP_SYNC_INTERNAL_H

/*
 * A sync map is Go 1.19's (sync/map.go; Swap and the comparing functions from 1.20,
 * Clear from 1.23): two tables of entries.
 *
 *  - `read` is looked at without the lock and its slots never change. Its pointer
 *    carries a bit, RMAP_AMENDED: the dirty table has keys that it lacks.
 *  - `dirty` belongs to the lock. While it exists it has every entry of `read` that is
 *    not expunged, and the new ones. When as many lookups had to go there as it has
 *    entries, it becomes the read table.
 *
 * Both point to the same entries, and an entry points to a box with its value. A value
 * is replaced by another box, never overwritten. The box pointer is one of
 *
 *  - a box: the key is there;
 *  - 0: it was deleted. If the entry is in `read`, a put may bring it back without the
 *    lock;
 *  - EXPUNGED: it was deleted, and `dirty` was built without it. A put must add it to
 *    that first, under the lock. So expunged entries are in `read` alone; or, after a
 *    clear, in no table, and a put that found one before looks again.
 *
 * Reclamation. What leaves the map (boxes, entries, tables) may still be looked at by
 * threads that found it before. These are known by pins: every operation pins the map
 * for its duration, which is an epoch number with two striped counters (the scheme of
 * sleepable RCU, McKenney 2006, without its waiting; epochs as in Fraser, "Practical
 * lock-freedom", 2004, section 5.2.3). All of the following are sequentially
 * consistent:
 *
 *     pin     e = epoch; counter[e % 2]++; if epoch is not e any more, undo, again
 *     unpin   counter[e % 2]--
 *     advance (lock held) only if counter[(epoch + 1) % 2] is 0: epoch++
 *
 *  1. While a pin of epoch e is held, the epoch is at most e + 1: its addition came
 *     before the check that still read e, that before the step to e + 1, and that
 *     before the test of the same counter which the step to e + 2 makes.
 *  2. A thing is retired after it was unlinked, and gathered under the lock later, when
 *     the epoch is r. Whoever can still reach it was pinned before it was unlinked, so
 *     in an epoch e of at most r. (An entry is unlinked when the last table with it is;
 *     a table when `read` no longer points to it; a box when its entry does not.)
 *  3. It is freed once the epoch is r + 2. By 1, no pin of an epoch of at most r is
 *     held then.
 *
 * Within a pin no box can be freed, so that comparing box pointers is safe from reuse.
 * An open iteration is a pin: meanwhile the map frees nothing, and operations go on.
 */
#include "rmap/sync_core.h"

#include <pthread.h>
#include <stdatomic.h>

#define RMAP_AMENDED  ((uintptr_t)1)
#define RMAP_EXPUNGED ((uintptr_t)1)

enum {
    RMAP_STRIPES = 8,     /* pairs of counters, that threads rarely share one */
    RMAP_STRIPE_SIZE = 64 /* a cache line */
};

typedef enum RmapRetiredKind {
    RMAP_RETIRED_BOX,
    RMAP_RETIRED_ENTRY,
    RMAP_RETIRED_TABLE
} RmapRetiredKind;

/* What everything that can be retired begins with. Written by the thread that retires
 * it, never read by those that merely look at the thing. */
typedef struct RmapRetired {
    struct RmapRetired *next;
    RmapRetiredKind kind;
} RmapRetired;

/* A value follows, aligned. */
typedef struct RmapBox {
    RmapRetired retired;
} RmapBox;

/* The key follows, aligned. What is retired has no box any more. */
typedef struct RmapEntry {
    RmapRetired retired;
    uint64_t hash;
    _Atomic(uintptr_t) box; /* RmapBox *, 0 or RMAP_EXPUNGED */
} RmapEntry;

typedef struct RmapTableSlot {
    RmapEntry *entry; /* NULL: empty */
    size_t hash;      /* its low bits */
} RmapTableSlot;

/* Open addressing with linear probing, never more than three quarters full. */
typedef struct RmapTable {
    RmapRetired retired;
    size_t mask; /* slots - 1, a power of two */
    size_t used;
    RmapTableSlot slots[];
} RmapTable;

typedef union RmapStripe {
    _Atomic(size_t) pins[2];
    char line[RMAP_STRIPE_SIZE];
} RmapStripe;

typedef struct RmapSyncMap {
    RmapSync head; /* the part that the generated functions see */
    RmapAllocator allocator;
    const RmapObserver *observer;

    _Atomic(uintptr_t) read; /* RmapTable *, or 0 for an empty one; | RMAP_AMENDED */
    _Atomic(size_t) epoch;
    _Atomic(RmapRetired *) retired; /* a stack that anyone pushes to */
    _Atomic(size_t) retirements;    /* since the last collection */
    _Atomic(size_t) retired_bytes;

    pthread_mutex_t mutex;   /* of all that follows, and of storing to `read` */
    RmapTable *dirty;        /* or NULL */
    size_t misses;           /* lookups that went to it */
    size_t expunged;         /* entries of `read` that are */
    RmapRetired *waiting[3]; /* gathered in an epoch of the same remainder */
    unsigned phase;          /* epoch % 3, also where the epoch wraps */
    size_t growths;
    size_t clears;

    RmapStripe stripes[RMAP_STRIPES];
} RmapSyncMap;

static inline RmapSyncMap *rmap_sync_map(RmapSync *s)
{
    return (RmapSyncMap *)(void *)s;
}

static inline RmapTable *rmap_sync_table(uintptr_t read)
{
    return (RmapTable *)(read & ~RMAP_AMENDED); /* NOLINT(performance-no-int-to-ptr) */
}

static inline bool rmap_box_is_value(uintptr_t box)
{
    return box != 0 && box != RMAP_EXPUNGED;
}

static inline size_t rmap_aligned(size_t offset, size_t align)
{
    return (offset + align - 1) / align * align;
}

static inline void *rmap_entry_key(const RmapSyncType *t, RmapEntry *e)
{
    return (unsigned char *)e + rmap_aligned(sizeof *e, t->key_align);
}

static inline void *rmap_box_val(const RmapSyncType *t, uintptr_t box)
{
    return (unsigned char *)box + /* NOLINT(performance-no-int-to-ptr) */
           rmap_aligned(sizeof(RmapBox), t->val_align);
}

/* ---- sync_table.c ---- */

/* A new entry with no box, or a new box with a copy of `value`; NULL: out of memory. */
RmapEntry *rmap_entry_new(const RmapSyncType *t, const RmapSyncMap *m, const void *key,
                          uint64_t hash);
RmapBox *rmap_box_new(const RmapSyncType *t, const RmapSyncMap *m, const void *value);

/* Bytes of a table with so many slots. */
size_t rmap_table_size(size_t slots);

/* An empty table with room for `entries`, or NULL when out of memory. */
RmapTable *rmap_table_new(const RmapSyncMap *m, size_t entries);

/* The entry of `key`, or NULL; of a NULL table too. */
RmapEntry *rmap_table_find(const RmapSyncType *t, const RmapTable *table,
                           const void *key, uint64_t hash);

/* Whether one more entry fits, and adding it. */
bool rmap_table_has_room(const RmapTable *table);
void rmap_table_add(RmapTable *table, RmapEntry *e);

/* Takes an entry out of a table that nobody reads without the lock. */
void rmap_table_remove(RmapTable *table, const RmapEntry *e);

/* Frees an entry with its own key, but not its box. */
void rmap_entry_free(const RmapSyncType *t, const RmapSyncMap *m, RmapEntry *e);

/* ---- sync_halves.c: all with the lock held, or alone with the map ---- */

/* Entries of a table, or NULL, that have a value. */
size_t rmap_table_live(const RmapTable *table);

RmapStats rmap_sync_stats_of(const RmapSyncType *t, const RmapSyncMap *m);
void rmap_sync_observe(const RmapSyncType *t, const RmapSyncMap *m, RmapEventKind kind);

/* Retires a box, if it is one; needs no lock. */
void rmap_sync_retire_box(const RmapSyncType *t, RmapSyncMap *m, uintptr_t box);

/* Empties the map. */
void rmap_sync_drop_all(const RmapSyncType *t, RmapSyncMap *m);

/* The dirty table becomes the read table. */
void rmap_sync_promote(const RmapSyncType *t, RmapSyncMap *m);

/* A lookup went to the dirty table: one day it is promoted. */
void rmap_sync_missed(const RmapSyncType *t, RmapSyncMap *m);

/* Makes sure that the dirty table is there and has room for one more entry; false when
 * out of memory. */
bool rmap_sync_reserve(const RmapSyncType *t, RmapSyncMap *m);

/* Adds a new entry to the dirty table, which must have room. */
void rmap_sync_add(RmapSyncMap *m, RmapEntry *e);

/* ---- sync_epoch.c ---- */

/* Pins the map; the result, the number of a counter, is for unpinning. May be done
 * again within a pin. */
size_t rmap_sync_pin(RmapSyncMap *m);

/* Unpins, and collects if enough was retired and the lock is free. */
void rmap_sync_unpin(const RmapSyncType *t, RmapSyncMap *m, size_t pin);

/* Whether anyone has the map pinned. */
bool rmap_sync_pinned(const RmapSyncMap *m);

/* Gives up something that was unlinked. Pinned, or with the lock held. */
void rmap_sync_retire(const RmapSyncType *t, RmapSyncMap *m, RmapRetired *r,
                      RmapRetiredKind kind);

/* Frees all that was retired: nobody else uses the map any more. */
void rmap_sync_free_retired(const RmapSyncType *t, RmapSyncMap *m);

#endif
