#ifndef RMAP_SORTED_CORE_H
#define RMAP_SORTED_CORE_H

/*
 * The untyped half of rmap/sorted.h: keys in order in one array, their values in
 * another behind it, in one block. Programs include rmap/sorted.h.
 */
#include "rmap/alloc.h"
#include "rmap/guard.h"

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct RmapSorted {
    size_t count;
    size_t capacity;
    unsigned char *keys; /* the block; NULL while capacity is 0 */
    unsigned char *vals;
    RmapGuard guard;
    size_t text_bytes; /* of keys that are owned */
    size_t growths;
    size_t clears;
    RmapAllocator allocator;
    const RmapObserver *observer;
} RmapSorted;

/* What the untyped functions must know of a map type. */
typedef struct RmapSortedType {
    RmapWho who;
    size_t key_size;
    size_t val_size; /* 0: a set */
    size_t val_align;
    bool own_strings; /* keys are `const char *` and copied */
    bool (*less)(const void *a, const void *b);
} RmapSortedType;

/* An empty map with room for `hint` entries, or NULL when out of memory; the caller
 * owns it. `opt` may be NULL and is copied; of the seed there is no use. */
RmapSorted *rmap_sorted_make(const RmapSortedType *t, size_t hint,
                             const RmapOptions *opt);

/* Frees the map; NULL is fine. */
void rmap_sorted_free(const RmapSortedType *t, RmapSorted *s);

/* Removes every entry and keeps the room. */
void rmap_sorted_clear(const RmapSortedType *t, RmapSorted *s);

/* Makes room for `entries` in all; false when out of memory, nothing changed. */
bool rmap_sorted_reserve(const RmapSortedType *t, RmapSorted *s, size_t entries);

/* Gives room back that no entry needs; false when out of memory, nothing changed. */
bool rmap_sorted_shrink(const RmapSortedType *t, RmapSorted *s);

/* Puts a new entry with a zeroed value before entry `i`; false when out of memory. */
bool rmap_sorted_insert(const RmapSortedType *t, RmapSorted *s, const void *key,
                        size_t i);

/* Removes entry `i`. */
void rmap_sorted_remove(const RmapSortedType *t, RmapSorted *s, size_t i);

/* Puts `n` entries, in any order, the later of equal keys after the earlier; all, or
 * none when out of memory. `vals` is NULL for a set. */
bool rmap_sorted_put_all(const RmapSortedType *t, RmapSorted *s, const void *keys,
                         const void *vals, size_t n);

RmapStats rmap_sorted_stats(const RmapSortedType *t, const RmapSorted *s);

#ifdef __cplusplus
}
#endif

#endif
