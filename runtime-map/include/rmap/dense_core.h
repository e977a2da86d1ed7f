#ifndef RMAP_DENSE_CORE_H
#define RMAP_DENSE_CORE_H

/*
 * The untyped half of rmap/dense.h. Programs include rmap/dense.h.
 *
 * A map is a header and one block, in this order: groups of tags (group.h), 2^n of them
 * or none; the entries, in the order of their insertion; for each slot of the groups
 * the place of its entry among these; and a bit for each place, set when the entry
 * there was deleted. There are as many places as the groups hold keys.
 *
 * A new entry takes the next place. The place of a deleted one is left as a hole until
 * the array is replaced or rid of its holes, when no place is left; so deleting moves
 * nothing, and what deletes leave behind in the groups (flat_core.h) goes with the
 * holes.
 *
 * Invariants: the entries and the `dead` bits set make `used` places; the slot
 * of every entry is marked with its overflow bit on the way; reads write nothing.
 */
#include "rmap/alloc.h"
#include "rmap/group.h"
#include "rmap/guard.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether an expression is of an integer, enumerated, boolean or floating type, by the
 * class that gcc and clang give it; pointers, structs and the rest are not. */
#define RMAP_IS_NUMBER(value)                                                          \
    ((__builtin_classify_type(value) >= 1 && __builtin_classify_type(value) <= 4) ||   \
     __builtin_classify_type(value) == 8)

typedef struct RmapDense {
    unsigned char *tags;    /* rmap_group_none until the first put */
    unsigned char *entries; /* points to nothing of use until then, as do the others */
    void *places;           /* uint32_t, or uint64_t when `wide` */
    uint64_t *dead;
    size_t mask; /* groups - 1 */
    size_t used; /* places taken, holes included */
    size_t room; /* places */
    uint64_t seed;
    size_t came; /* new keys that were put, since the map was made; wraps, as does */
    size_t went; /* keys that were deleted: the difference is the number of entries. A
                    move counts as one of both, so that `went` changes with all that an
                    iteration must see */
    bool wide;   /* places are counted in 64 bits */
    bool passed; /* some key may be in a group that is not the first of its hash */
    RmapGuard guard;
    RmapAllocator allocator;
    const RmapObserver *observer; /* or NULL */
    size_t growths;
    size_t clears;
} RmapDense;

/* What the cold functions must know of a map type. */
typedef struct RmapDenseType {
    RmapWho who;
    size_t slot_size;
    size_t narrow; /* more places than this are counted in 64 bits */

    /* Enters all places, which must have no holes, into groups that are empty. */
    void (*index)(RmapDense *f);

    /* Empties the groups, which no key has passed; false, with nothing done, where that
     * would take a look at what keys point to. */
    bool (*forget)(RmapDense *f);

    /* Gives back the keys that the map owns; NULL when it owns none. */
    void (*drop)(const RmapDense *f);
} RmapDenseType;

/* What iterations over no map, and those that have ended, are over. */
extern const RmapDense rmap_dense_nil;

static inline size_t rmap_dense_count(const RmapDense *f)
{
    return f->came - f->went;
}

static inline size_t rmap_dense_place(const RmapDense *f, size_t slot)
{
    if (__builtin_expect(f->wide, 0))
        return (size_t)((const uint64_t *)f->places)[slot];
    return ((const uint32_t *)f->places)[slot];
}

/* Enters a place under its hash; there must be an empty slot. */
static inline void rmap_dense_enter(RmapDense *f, size_t place, uint64_t hash,
                                    bool portable)
{
    size_t g = (size_t)hash & f->mask;
    size_t slot = rmap_groups_place(f->tags, f->mask, hash, portable);

    f->passed |= slot - g * RMAP_GROUP_SLOTS >= RMAP_GROUP_SLOTS;
    if (__builtin_expect(f->wide, 0))
        ((uint64_t *)f->places)[slot] = place;
    else
        ((uint32_t *)f->places)[slot] = (uint32_t)place;
}

static inline bool rmap_dense_is_dead(const RmapDense *f, size_t place)
{
    return (f->dead[place / 64] >> place % 64 & 1) != 0;
}

/* The entry at a place, found by this slot, is one no more. */
static inline void rmap_dense_erase(RmapDense *f, RmapSpot at, size_t place)
{
    at.group[at.i] = 0;
    f->dead[place / 64] |= (uint64_t)1 << place % 64;
    f->went++;
}

/* A new map with places for `hint` entries, or NULL when out of memory. A hint beyond
 * the address space is ignored. `opt` may be NULL and is copied. */
RmapDense *rmap_dense_make(const RmapDenseType *t, size_t hint, const RmapOptions *opt);

/* Gives back everything; NULL is fine. */
void rmap_dense_free(const RmapDenseType *t, RmapDense *f);

/* Makes a place for one more entry where none is left; false when out of memory. */
bool rmap_dense_grow(const RmapDenseType *t, RmapDense *f);

/* Makes places for `entries` in all; false when out of memory. */
bool rmap_dense_reserve(const RmapDenseType *t, RmapDense *f, size_t entries);

/* Replaces the array by the smallest that holds the entries, without holes; false when
 * there was no memory for it. */
bool rmap_dense_shrink(const RmapDenseType *t, RmapDense *f);

/* Removes every entry and keeps the array. */
void rmap_dense_clear(const RmapDenseType *t, RmapDense *f);

RmapStats rmap_dense_stats(const RmapDenseType *t, const RmapDense *f);

/* The first place from `from` on that holds an entry, in `end` the end of a stretch of
 * such places; both `used` when there is none. */
size_t rmap_dense_stretch(const RmapDense *f, size_t from, size_t *end);

/* RMAP_DEBUG: panics when the entry that `value` lies in was deleted. Not for a pointer
 * from before a move. */
void rmap_dense_use(const RmapDenseType *t, const RmapDense *f, const void *value);

#ifdef __cplusplus
}
#endif

#endif
