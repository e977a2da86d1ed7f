#ifndef RMAP_FLAT_CORE_H
#define RMAP_FLAT_CORE_H

/*
 * The untyped half of rmap/flat.h. Programs include rmap/flat.h.
 *
 * A map is a header and one block: the groups of tags (group.h), 2^n of them or none,
 * and behind them the slots, 15 to a group. An entry stands in the first group with
 * room from its hash's on, and stays there until the array is replaced.
 *
 * `left` keeps account of what deleting leaves behind. A slot that is emptied counts as
 * room again only if no other key with its overflow bit had to pass its group; else it
 * is a loss, which a new array makes good. So the array is replaced by one of the same
 * size, or twice, before overflow bits have become so many that look-ups slow down.
 *
 * Invariants: entries + left are at most rmap_groups_limit(groups); an entry's groups
 * on the way to it are marked with its overflow bit; reads write nothing.
 */
#include "rmap/alloc.h"
#include "rmap/group.h"
#include "rmap/guard.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct RmapFlat {
    unsigned char *tags;  /* rmap_group_none until the first put */
    unsigned char *slots; /* points to nothing of use until then */
    size_t mask;          /* groups - 1 */
    size_t left;          /* new keys until the array must be replaced */
    uint64_t seed;
    size_t came; /* new keys that were put, since the map was made; wraps, as does */
    size_t went; /* keys that were deleted: the difference is the number of entries. A
                    move counts as one of both, so that `went` changes with all that an
                    iteration must see */
    RmapGuard guard;
    RmapAllocator allocator;
    const RmapObserver *observer; /* or NULL */
    size_t growths;
    size_t clears;
} RmapFlat;

static inline size_t rmap_flat_count(const RmapFlat *f)
{
    return f->came - f->went;
}

/* What the cold functions must know of a map type. */
typedef struct RmapFlatType {
    RmapWho who;
    size_t slot_size;

    /* Copies the entries of an array to an empty one with room for them. */
    void (*move)(const RmapFlat *from, RmapFlat *to);

    /* Gives back the keys that the map owns; NULL when it owns none. */
    void (*drop)(const RmapFlat *f);
} RmapFlatType;

/* What iterations over no map, and those that have ended, are over. */
extern const RmapFlat rmap_flat_nil;

/* From the slot's number, counted over all groups. */
static inline RmapSpot rmap_flat_spot(const RmapFlat *f, size_t slot)
{
    RmapSpot at = { f->tags + slot / RMAP_GROUP_SLOTS * RMAP_GROUP_SIZE,
                    (unsigned)(slot % RMAP_GROUP_SLOTS) };
    return at;
}

/* Empties a slot that holds an entry of this hash. */
static inline void rmap_flat_erase(RmapFlat *f, RmapSpot at, uint64_t hash)
{
    at.group[at.i] = 0;
    f->went++;
    f->left += !rmap_group_passes(at.group, hash);
}

/* A new map in a block of its own, with room for `hint` entries, or NULL when out of
 * memory. A hint beyond the address space is ignored. `opt` may be NULL, is copied. */
RmapFlat *rmap_flat_make(const RmapFlatType *t, size_t hint, const RmapOptions *opt);

/* Gives back everything; NULL is fine. */
void rmap_flat_free(const RmapFlatType *t, RmapFlat *f);

/* Makes room for one more entry where none is left; false when out of memory. */
bool rmap_flat_grow(const RmapFlatType *t, RmapFlat *f);

/* Makes room for `entries` in all; false when out of memory. */
bool rmap_flat_reserve(const RmapFlatType *t, RmapFlat *f, size_t entries);

/* Replaces the array by the smallest that holds the entries; false when there was no
 * memory for it. */
bool rmap_flat_shrink(const RmapFlatType *t, RmapFlat *f);

/* Removes every entry and keeps the array. */
void rmap_flat_clear(const RmapFlatType *t, RmapFlat *f);

RmapStats rmap_flat_stats(const RmapFlatType *t, const RmapFlat *f);

/* RMAP_DEBUG: panics when the entry that `value` lies in was deleted. Not for a pointer
 * from before a move. */
void rmap_flat_use(const RmapFlatType *t, const RmapFlat *f, const void *value);

#ifdef __cplusplus
}
#endif

#endif
