#ifndef RMAP_HMAP_CORE_H
#define RMAP_HMAP_CORE_H

/*
 * The untyped half of rmap/hmap.h: the layout of Go 1.19's map, and the functions that
 * are too rarely called to be typed. Programs include rmap/hmap.h; the functions that
 * become typed code there are in hmap_hot.h.
 *
 * A map is a header and an array of 2^B buckets. A bucket is
 *
 *     tophash[8] | 8 keys | 8 values | pointer to an overflow bucket
 *
 * The low bits of a hash choose the bucket; its high byte is kept in tophash, where the
 * values below RMAP_MIN_TOPHASH are states of the slot. While a map grows, oldbuckets
 * is the former array, whose buckets are moved ("evacuated") one or two a write; a
 * bucket's first tophash says whether that has happened.
 *
 * Invariants: a slot that is RMAP_EMPTY_REST has only empty slots after it, in its
 * bucket and in the chain; an entry is in exactly one live slot; reads write nothing.
 * Key and value of an empty slot are of no meaning: whoever fills it writes both.
 */

#include "rmap/alloc.h"
#include "rmap/hmap_match.h"
#include "rmap/own.h"
#include "rmap/panic.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
#define RMAP_NORETURN [[noreturn]]
extern "C" {
#else
#define RMAP_NORETURN _Noreturn
#endif

enum {
    RMAP_SLOTS = 8,       /* entries in a bucket */
    RMAP_INLINE_MAX = 128 /* a larger key or value is held by pointer */
};

/* States of a slot, in its tophash byte. */
enum {
    RMAP_EMPTY_REST = 0,      /* empty, and so is the rest of the chain */
    RMAP_EMPTY_ONE = 1,       /* empty */
    RMAP_EVACUATED_X = 2,     /* moved to the bucket of the same number */
    RMAP_EVACUATED_Y = 3,     /* moved to the upper half of the larger array */
    RMAP_EVACUATED_EMPTY = 4, /* of an evacuated bucket, and holds nothing now */
    RMAP_MIN_TOPHASH = 5      /* from here on: an entry */
};

/* Bits of RmapHmap.flags, at Go's places. Go's 1 (an iterator may be using the array)
 * is not used: arrays count their iterators themselves. */
enum {
    RMAP_OLD_ITERATOR = 2, /* arrays of former growths wait for iterations to end */
    RMAP_WRITING = 4,      /* RMAP_DEBUG: a write is under way */
    RMAP_SAME_SIZE = 8,    /* the growth under way is to the same size */
    RMAP_RESTING = 16      /* RMAP_DEBUG: kept by a pool, not to be used */
};

/* Allocator, observer, spare buckets, retired arrays, what statistics and RMAP_DEBUG
 * need: see src/hmap_internal.h. */
typedef struct RmapExtra RmapExtra;

/* Go's hmap, 48 bytes on a 64-bit machine. */
typedef struct RmapHmap {
    size_t count;              /* live entries */
    uint8_t flags;             /* RMAP_OLD_ITERATOR and the others */
    uint8_t B;                 /* log2 of the number of buckets */
    uint16_t noverflow;        /* about how many overflow buckets are in use */
    uint32_t hash0;            /* the seed */
    unsigned char *buckets;    /* 2^B of them; NULL until the first write */
    unsigned char *oldbuckets; /* the former array, only while growing */
    uintptr_t nevacuate;       /* all old buckets below this one are evacuated */
    RmapExtra *extra;          /* never NULL; lives in the block of the header */
} RmapHmap;

/* What the untyped functions must know of a map type; Go calls it maptype. */
typedef struct RmapType {
    const char *name; /* the user's, for messages */
    size_t key_size;  /* of the user's types */
    size_t val_size;
    size_t key_slot; /* what a slot of a bucket takes: the size, or that of a pointer */
    size_t val_slot;
    size_t key_offset; /* of the first key in a bucket */
    size_t val_offset;
    size_t overflow_offset;
    size_t bucket_size;

    /* False when the key does not equal itself, as a NaN: *hash then means nothing. */
    bool (*hash)(const void *key, uint64_t seed, uint64_t *hash);
    bool (*equal)(const void *stored, const void *key);
    RmapPanic *panic;
    bool own_keys; /* keys are text of which the map holds copies, see own.h */

    /* rmap_hmap_move_chain for this type. */
    void (*move_chain)(RmapHmap *h, size_t number, bool poison);
} RmapType;

/* What last made borrowed pointers die, for RMAP_DEBUG. */
typedef enum RmapDeath {
    RMAP_DEATH_NONE,
    RMAP_DEATH_INSERT,
    RMAP_DEATH_DELETE,
    RMAP_DEATH_SHRINK,
    RMAP_DEATH_CLEAR
} RmapDeath;

/* A place for one entry; bucket is NULL for none. */
typedef struct RmapSlot {
    unsigned char *bucket;
    unsigned i;
} RmapSlot;

/* An iteration under way. Must not be copied: it is counted by the arrays it walks. */
typedef struct RmapIter {
    const RmapHmap *map;        /* NULL: ended */
    const uint64_t *clears_now; /* how often the map has been cleared */
    uint64_t clears;            /* and had been when the iteration began */
    unsigned char *buckets;     /* the array when the iteration began */
    unsigned char *oldbuckets;  /* the former array then, if the map was growing */
    unsigned char *bucket; /* of the chain being walked; NULL before the next one */
    size_t start;          /* the first bucket, chosen at random */
    size_t next;           /* the number of the next bucket */
    size_t upper;          /* of the larger array, to be walked before that, or 0 */
    unsigned pending;      /* slots of `bucket` to give, counted from `offset` */
    uint8_t B;      /* log2 of the buckets of the former array, if there is one */
    uint8_t offset; /* the first slot in each bucket */
    bool wrapped;   /* past the end of the array and on from bucket 0 */
} RmapIter;

/* ---- access to a bucket ---- */

static inline unsigned char *rmap_load_pointer(const unsigned char *at)
{
    unsigned char *p;
    memcpy(&p, at, sizeof p);
    return p;
}

/* The key in slot `i`, through its pointer when keys are held by pointer. */
static inline unsigned char *rmap_slot_key(const RmapType *t, RmapSlot s)
{
    unsigned char *p = s.bucket + t->key_offset + s.i * t->key_slot;
    return t->key_size > RMAP_INLINE_MAX ? rmap_load_pointer(p) : p;
}

static inline unsigned char *rmap_slot_val(const RmapType *t, RmapSlot s)
{
    unsigned char *p = s.bucket + t->val_offset + s.i * t->val_slot;
    return t->val_size > RMAP_INLINE_MAX ? rmap_load_pointer(p) : p;
}

static inline unsigned char *rmap_bucket_overflow(const RmapType *t,
                                                  const unsigned char *bucket)
{
    return rmap_load_pointer(bucket + t->overflow_offset);
}

static inline bool rmap_bucket_evacuated(const unsigned char *bucket)
{
    return bucket[0] > RMAP_EMPTY_ONE && bucket[0] < RMAP_MIN_TOPHASH;
}

static inline uint8_t rmap_tophash(uint64_t hash)
{
    uint8_t top = (uint8_t)(hash >> 56);
    return top < RMAP_MIN_TOPHASH ? (uint8_t)(top + RMAP_MIN_TOPHASH) : top;
}

/* ---- the cold functions, in src/ ---- */

/* Calls the type's handler, and aborts if it returns. */
RMAP_NORETURN void rmap_hmap_panic(const RmapType *t, const char *message);

/* A new map, or NULL when out of memory. A hint whose array would not fit into the
 * address space is ignored. `opt` may be NULL and is copied. */
RmapHmap *rmap_hmap_make(const RmapType *t, size_t hint, const RmapOptions *opt);

/* Frees the map and all it holds; keys and values that the user allocated stay his.
 * NULL is fine. */
void rmap_hmap_free(const RmapType *t, RmapHmap *h);

/* Removes every entry, ends every iteration, keeps the buckets, draws a new seed. */
void rmap_hmap_clear(const RmapType *t, RmapHmap *h);

/* See NAME_shrink, and observe.h; `h` of stats may be NULL. */
bool rmap_hmap_shrink(const RmapType *t, RmapHmap *h);
RmapStats rmap_hmap_stats(const RmapType *t, const RmapHmap *h);

/* A new entry for `key`, which must be absent, with a zeroed value; `hash` is ignored
 * for a key that does not equal itself. False when out of memory: nothing is changed.
 */
bool rmap_hmap_insert(const RmapType *t, RmapHmap *h, const void *key, uint64_t hash,
                      bool reflexive, RmapSlot *slot);

/* Stores `key` over the equal one of an entry. */
void rmap_hmap_rekey(const RmapType *t, RmapHmap *h, RmapSlot slot, const void *key);

/* Removes the entry of `key`, which hashes to `hash`; false when there was none. Needs
 * no memory. */
bool rmap_hmap_delete(const RmapType *t, RmapHmap *h, const void *key, uint64_t hash);

/* The bucket after the first of its chain has become empty: says so in the empty slots
 * that end the buckets before it. */
void rmap_hmap_mark_rest(const RmapType *t, unsigned char *first,
                         const unsigned char *bucket);

/* The last entry has gone: draws a new seed. */
void rmap_hmap_emptied(RmapHmap *h);

/* The next number of the map's own generator (SplitMix64). */
uint64_t rmap_random(RmapHmap *h);

/* Appends an empty overflow bucket, which must have been reserved, to `bucket`. */
unsigned char *rmap_overflow_append(const RmapType *t, RmapHmap *h,
                                    unsigned char *bucket);

void rmap_hmap_iter_init(RmapIter *it, const RmapHmap *h);
void rmap_hmap_iter_end(RmapIter *it);

/* The next entry from where the slots that are pending have run out. */
bool rmap_hmap_iter_next(const RmapType *t, RmapIter *it, RmapSlot *slot);

/* The slot that is due has no entry now: where its entry has gone, or false. */
bool rmap_hmap_iter_moved(const RmapType *t, const RmapIter *it, RmapSlot *slot);

/* ---- RMAP_DEBUG ---- */

/* Bracket a write, and open a read or an iteration step; they panic, in Go's words,
 * when another thread (or a hash or equal function of the user's) is writing. */
void rmap_debug_write_begin(const RmapType *t, RmapHmap *h);
void rmap_debug_write_end(const RmapType *t, RmapHmap *h);
void rmap_debug_read(const RmapType *t, const RmapHmap *h);
void rmap_debug_next(const RmapType *t, const RmapIter *it);

/* From now on each of these panics, as of a map that is in a pool; or not any more. */
void rmap_debug_rest(RmapHmap *h, bool resting);

/* A number that changes whenever borrowed pointers die, and the check that it has not:
 * the panic names what happened since. */
uint64_t rmap_debug_generation(const RmapHmap *h);
void rmap_debug_died(RmapHmap *h, RmapDeath death);
void rmap_debug_borrow(const RmapType *t, const RmapHmap *h, uint64_t generation);

#ifdef __cplusplus
}
#endif

#endif
