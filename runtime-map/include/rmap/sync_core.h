#ifndef RMAP_SYNC_CORE_H
#define RMAP_SYNC_CORE_H

/*
 * The untyped half of rmap/sync.h; programs include that. How the map works and why its
 * memory is safe to reclaim is said in src/sync_internal.h.
 */
#include "rmap/alloc.h"
#include "rmap/panic.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the generated functions see of a map; the rest lies behind it. */
typedef struct RmapSync {
    uint64_t seed;
} RmapSync;

/* What the untyped functions must know of a map type. */
typedef struct RmapSyncType {
    const char *name; /* the user's, for messages */
    size_t key_size;
    size_t val_size;  /* 0: a set */
    size_t key_align; /* offsets within an entry follow from these */
    size_t val_align;
    bool own_keys; /* they are texts, and the map's copies */
    uint64_t (*hash)(const void *key, uint64_t seed);
    bool (*equal)(const void *stored, const void *key);
    bool (*val_equal)(const void *stored, const void *value); /* or NULL */
    RmapPanic *panic;
} RmapSyncType;

/* What became of a compare-and-swap. */
typedef enum RmapSwapped {
    RMAP_NO_MEMORY = -1, /* nothing was changed */
    RMAP_DIFFERENT = 0,  /* another value is there, or none: nothing was changed */
    RMAP_SWAPPED = 1
} RmapSwapped;

/* An iteration under way: a pin that keeps what it may look at from being freed. Must
 * not be copied. */
typedef struct RmapSyncIter {
    RmapSync *map; /* NULL: ended */
    size_t pin;
    const void *table; /* NULL: nothing in it */
    size_t next;       /* the slot to look at next */
    const void *key;   /* results of the last step */
    const void *val;
} RmapSyncIter;

/* Calls the type's handler, and aborts if it returns. */
void rmap_sync_panic(const RmapSyncType *t, const char *message);

RmapSync *rmap_sync_make(const RmapSyncType *t, size_t hint, const RmapOptions *opt);
void rmap_sync_free(const RmapSyncType *t, RmapSync *s);

/* Panics if an iteration or another call is under way: before free, for RMAP_DEBUG. */
void rmap_sync_debug_free(const RmapSyncType *t, const RmapSync *s);

/* `value`, `previous` and `actual` are copied to, and may be NULL. */
bool rmap_sync_get(const RmapSyncType *t, RmapSync *s, const void *key, void *value);
bool rmap_sync_put(const RmapSyncType *t, RmapSync *s, const void *key,
                   const void *value, void *previous, bool *found);
bool rmap_sync_get_or_put(const RmapSyncType *t, RmapSync *s, const void *key,
                          const void *value, void *actual, bool *found);
bool rmap_sync_take(const RmapSyncType *t, RmapSync *s, const void *key, void *value);
RmapSwapped rmap_sync_compare_and_swap(const RmapSyncType *t, RmapSync *s,
                                       const void *key, const void *expected,
                                       const void *value);
bool rmap_sync_compare_and_delete(const RmapSyncType *t, RmapSync *s, const void *key,
                                  const void *expected);
void rmap_sync_clear(const RmapSyncType *t, RmapSync *s);

size_t rmap_sync_len(RmapSync *s);
RmapStats rmap_sync_stats(const RmapSyncType *t, RmapSync *s);

void rmap_sync_iter_init(const RmapSyncType *t, RmapSyncIter *it, RmapSync *s);
bool rmap_sync_iter_next(const RmapSyncType *t, RmapSyncIter *it);
void rmap_sync_iter_end(const RmapSyncType *t, RmapSyncIter *it);

#ifdef __cplusplus
}
#endif

#endif
