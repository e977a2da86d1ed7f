/*
 * rmap/hmap.h: Go's map for C. Define what the map is of, include, and get a type and
 * its functions:
 *
 *     #define RMAP_NAME symtab
 *     #define RMAP_KEY const char *
 *     #define RMAP_VALUE Symbol
 *     #define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
 *     #define RMAP_EQUAL(a, b) (strcmp(a, b) == 0)
 *     #include "rmap/hmap.h"
 *
 * May be included any number of times, for different names. These parameters are
 * undefined again at the end. More are optional, of which the first two stay:
 *
 *     RMAP_PANIC            the panic handler of this map type, see panic.h
 *     RMAP_DEBUG            1: misuse traps at run time, see below
 *     RMAP_HASH_AVALANCHES  1: RMAP_HASH needs no more mixing (any from hash.h)
 *     RMAP_OWN_STRINGS      1: keys are text that the map copies, see own.h; RMAP_HASH
 *                           and RMAP_EQUAL may be left out
 *
 * Without RMAP_VALUE it is a set: add and has take the place of put and get.
 *
 * Beside the functions this defines the types NAME_key, NAME_value, NAME_iter and
 * NAME_ref; names that end in an underscore are not for use.
 *
 * Keys and values are copied by assignment; what they point to is the user's. Those
 * over 128 bytes are held by pointer. Neither type may be aligned more than
 * max_align_t.
 *
 * The laws:
 *  - A NULL map is empty to every read, iteration and delete; writing to it or clearing
 *    it panics.
 *  - A pointer into the map is good until a new key is put, or until something is
 *    deleted, or the map is shrunk, cleared or freed. Overwriting the value of a key
 *    moves nothing.
 *  - While iterating, deleting and putting are lawful, as in Go: a deleted entry is not
 *    produced, a new one may or may not be, none is produced twice. So is shrinking.
 *    Clear and free end the iteration. What its keys point to may be freed in it, if
 *    only clear or free come after that: none of them looks at a key again.
 *  - The order of iteration is random.
 *  - Any number of threads may read and iterate at once; a writer must be alone.
 *  - Equality need not be reflexive: each put of a NaN is a new entry that only
 *    iteration finds and only clear removes.
 *
 * RMAP_DEBUG adds traps, in the translation units that define it: a read, write or step
 * of an iteration while another write is under way, a step of an iteration after clear,
 * and NAME_deref of a pointer that has died (of a write in such a unit; others may not
 * tell). A library built with AddressSanitizer reports a raw pointer to an entry that
 * was moved or deleted, with or without it.
 */
#include "rmap/annotate.h"
#include "rmap/hash.h"
#include "rmap/hmap_hot.h"
#include "rmap/template_begin.h"

#if !defined(RMAP_HASH) || !defined(RMAP_EQUAL)
#error "rmap/hmap.h needs RMAP_NAME, RMAP_KEY, RMAP_HASH and RMAP_EQUAL"
#endif

#define RMAP_TYPE (&RMAP_FN(type))
#define RMAP_TYPE_INIT(move)                                                           \
    RMAP_TEXT(RMAP_NAME), sizeof(RMAP_FN(key)), RMAP_VALUE_SIZE, RMAP_FN(key_slot_),   \
        RMAP_FN(val_slot_), RMAP_FN(key_offset_), RMAP_FN(val_offset_),                \
        RMAP_FN(overflow_offset_), RMAP_FN(bucket_size_), RMAP_FN(hash_),              \
        RMAP_FN(equal_), RMAP_PANIC, RMAP_OWN_STRINGS, move

typedef RMAP_KEY RMAP_FN(key);
#if RMAP_IS_SET
#define RMAP_VALUE_SIZE  0
#define RMAP_VALUE_ALIGN 1
#else
typedef RMAP_VALUE RMAP_FN(value);
#define RMAP_VALUE_SIZE  sizeof(RMAP_FN(value))
#define RMAP_VALUE_ALIGN RMAP_ALIGNOF(RMAP_FN(value))
#endif

/* A map. Made by NAME_make, used through pointers; NULL is the nil map. */
typedef struct RMAP_LAW(
    "hmap; nil read:ok len:ok iter:ok delete:ok write:panic clear:panic free:noop; "
    "iterator dies-on clear free; "
    "pointer dies-on write:new delete clear free reserve; reserve hint slots:8 "
    "load:13/2; clear keeps-room") RMAP_NAME {
    RmapHmap h;
} RMAP_NAME;

/* An iteration: the user's part first, which points into the map. */
typedef struct RMAP_FN(iter) {
    const RMAP_FN(key) * key;
#if !RMAP_IS_SET
    RMAP_FN(value) * value;
#endif
    RmapIter at;
} RMAP_FN(iter);

#if !RMAP_IS_SET
/* A borrowed pointer that remembers when it was taken. */
typedef struct RMAP_FN(ref) {
    RMAP_FN(value) * value; /* NULL: no such key */
    uint64_t generation;
} RMAP_FN(ref);
#endif

/* The layout of a bucket of this type: sizes of a slot, and offsets, in bytes. */
enum {
    RMAP_FN(key_slot_) =
        sizeof(RMAP_FN(key)) > RMAP_INLINE_MAX ? sizeof(void *) : sizeof(RMAP_FN(key)),
    RMAP_FN(val_slot_) =
        RMAP_VALUE_SIZE > RMAP_INLINE_MAX ? sizeof(void *) : RMAP_VALUE_SIZE,
    RMAP_FN(key_align_) = sizeof(RMAP_FN(key)) > RMAP_INLINE_MAX
                              ? RMAP_ALIGNOF(void *)
                              : RMAP_ALIGNOF(RMAP_FN(key)),
    RMAP_FN(val_align_) =
        RMAP_VALUE_SIZE > RMAP_INLINE_MAX ? RMAP_ALIGNOF(void *) : RMAP_VALUE_ALIGN,
    RMAP_FN(bucket_align_) =
        RMAP_MAX(RMAP_MAX((int)RMAP_FN(key_align_), (int)RMAP_FN(val_align_)),
                 (int)RMAP_ALIGNOF(void *)),
    RMAP_FN(key_offset_) = RMAP_ROUND_UP((int)RMAP_SLOTS, (int)RMAP_FN(key_align_)),
    RMAP_FN(val_offset_) =
        RMAP_ROUND_UP((int)RMAP_FN(key_offset_) + RMAP_SLOTS * (int)RMAP_FN(key_slot_),
                      (int)RMAP_FN(val_align_)),
    RMAP_FN(overflow_offset_) =
        RMAP_ROUND_UP((int)RMAP_FN(val_offset_) + RMAP_SLOTS * (int)RMAP_FN(val_slot_),
                      (int)RMAP_ALIGNOF(void *)),
    RMAP_FN(bucket_size_) =
        RMAP_ROUND_UP((int)RMAP_FN(overflow_offset_) + (int)sizeof(void *),
                      (int)RMAP_FN(bucket_align_))
};

RMAP_STATIC_ASSERT((int)RMAP_FN(bucket_align_) <= (int)RMAP_ALIGNOF(max_align_t),
                   "keys and values may not be aligned more than max_align_t");

static inline bool RMAP_FN(equal_)(const void *stored, const void *wanted)
{
    (void)stored; /* the user's macro may ignore its arguments */
    (void)wanted;
    return RMAP_EQUAL(*(const RMAP_FN(key) *)stored, *(const RMAP_FN(key) *)wanted);
}

/* The 32 bits of the seed are spread over the 64 that RMAP_HASH takes. */
static inline bool RMAP_FN(hash_)(const void *key, uint64_t seed, uint64_t *hash)
{
    uint64_t wide = seed * UINT64_C(0x9e3779b97f4a7c15);

    *hash = RMAP_HASH(*(const RMAP_FN(key) *)key, wide);
    if (!RMAP_HASH_AVALANCHES)
        *hash = rmap_hash_fold(*hash ^ wide);
    return RMAP_FN(equal_)(key, key);
}

/* The type without its evacuation, which is made of it. */
static const RmapType RMAP_FN(shape_) = { RMAP_TYPE_INIT(NULL) };

static void RMAP_FN(move_chain_)(RmapHmap *h, size_t number, bool poison)
{
    rmap_hmap_move_chain(&RMAP_FN(shape_), h, number, poison);
}

static const RmapType RMAP_FN(type) = { RMAP_TYPE_INIT(RMAP_FN(move_chain_)) };

/* An empty map with room for `hint` entries, or NULL when out of memory. An absurd hint
 * is ignored. The caller owns it: NAME_free. */
RMAP_MODEL("new returns:map hint:0")
static inline RMAP_NAME *RMAP_FN(make)(size_t hint)
{
    return (RMAP_NAME *)(void *)rmap_hmap_make(RMAP_TYPE, hint, NULL);
}

/* The same with options, which are copied; NULL means the defaults. */
RMAP_MODEL("new returns:map hint:0 context")
static inline RMAP_NAME *RMAP_FN(make_with)(size_t hint, const RmapOptions *opt)
{
    return (RMAP_NAME *)(void *)rmap_hmap_make(RMAP_TYPE, hint, opt);
}

/* How many entries; of a NULL map 0. */
RMAP_MODEL("len map:0")
static inline size_t RMAP_FN(len)(const RMAP_NAME *m)
{
    return m == NULL ? 0 : m->h.count;
}

/* The map at this moment, see observe.h; of a NULL map all 0. */
RMAP_MODEL("len map:0")
static inline RmapStats RMAP_FN(stats)(const RMAP_NAME *m)
{
    return rmap_hmap_stats(RMAP_TYPE, m == NULL ? NULL : &m->h);
}

static inline RmapSlot RMAP_FN(lookup_)(const RMAP_NAME *m, const RMAP_FN(key) * key)
{
    RmapSlot none = { NULL, 0 };

    if (m == NULL)
        return none;
    if (RMAP_DEBUG)
        rmap_debug_read(RMAP_TYPE, &m->h);
    return rmap_hmap_lookup(RMAP_TYPE, &m->h, key);
}

/* Finds or makes the entry: false when out of memory. */
static inline bool RMAP_FN(assign_)(RMAP_NAME *m, const RMAP_FN(key) * key,
                                    RmapSlot *slot, bool *found)
{
    bool ok;

    if (m == NULL)
        rmap_hmap_panic(RMAP_TYPE, "assignment to entry in nil map");
    if (RMAP_DEBUG)
        rmap_debug_write_begin(RMAP_TYPE, &m->h);
    ok = rmap_hmap_assign(RMAP_TYPE, &m->h, key, slot, found);
    if (RMAP_DEBUG && ok && !*found)
        rmap_debug_died(&m->h, RMAP_DEATH_INSERT);
    if (RMAP_DEBUG)
        rmap_debug_write_end(RMAP_TYPE, &m->h);
    return ok;
}

#if RMAP_IS_SET

/* Whether `key` is there. */
RMAP_MODEL("read map:0 key:1 returns:found")
static inline bool RMAP_FN(has)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    return RMAP_FN(lookup_)(m, &key).bucket != NULL;
}

/* Adds `key`; an equal one stays. `was_there` may be NULL. False when out of memory,
 * the set unchanged. */
RMAP_MODEL("write map:0 key:1 keeps-key" RMAP_COPIES)
static inline bool RMAP_FN(add)(RMAP_NAME *m, RMAP_FN(key) key, bool *was_there)
{
    RmapSlot s = { NULL, 0 };
    bool found = false;
    bool ok = RMAP_FN(assign_)(m, &key, &s, &found);

    if (was_there != NULL)
        *was_there = found;
    return ok;
}

#else

/* The value of `key`, borrowed from the map, or NULL. */
RMAP_MODEL("read map:0 key:1 returns:borrow|null")
static inline RMAP_FN(value) * RMAP_FN(get)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    RmapSlot s = RMAP_FN(lookup_)(m, &key);

    return s.bucket == NULL ? NULL
                            : (RMAP_FN(value) *)(void *)rmap_slot_val(RMAP_TYPE, s);
}

/* The value of `key`, made if absent: a new value is all zero bytes. NULL when out of
 * memory, the map unchanged. `found` may be NULL. */
RMAP_MODEL("write map:0 key:1 keeps-key returns:borrow|null" RMAP_COPIES)
static inline RMAP_FN(value) *
    RMAP_FN(get_or_put)(RMAP_NAME *m, RMAP_FN(key) key, bool *found)
{
    RmapSlot s = { NULL, 0 };
    bool was_there = false;
    bool ok = RMAP_FN(assign_)(m, &key, &s, &was_there);

    if (found != NULL)
        *found = was_there;
    return ok ? (RMAP_FN(value) *)(void *)rmap_slot_val(RMAP_TYPE, s) : NULL;
}

/* Sets the value of `key`. An equal key in the map is replaced by this one, as in Go
 * (which of -0 and +0, which of two equal strings, is kept), unless the map owns its
 * keys. False when out of memory, the map unchanged. */
RMAP_MODEL("write map:0 key:1 val:2" RMAP_COPIES)
static inline bool RMAP_FN(put)(RMAP_NAME *m, RMAP_FN(key) key, RMAP_FN(value) value)
{
    RmapSlot s = { NULL, 0 };
    bool found = false;

    if (!RMAP_FN(assign_)(m, &key, &s, &found))
        return false;
    if (found)
        rmap_slot_rekey(RMAP_TYPE, &m->h, s, &key);
    *(RMAP_FN(value) *)(void *)rmap_slot_val(RMAP_TYPE, s) = value;
    return true;
}

/* NAME_get for a pointer that is kept: NAME_deref gives it back and, under RMAP_DEBUG,
 * panics once it has died, saying of what. */
static inline RMAP_FN(ref) RMAP_FN(borrow)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    RMAP_FN(ref) ref = { RMAP_FN(get)(m, key), 0 };

    if (m != NULL)
        ref.generation = rmap_debug_generation(&m->h);
    return ref;
}

static inline RMAP_FN(value) * RMAP_FN(deref)(const RMAP_NAME *m, RMAP_FN(ref) ref)
{
    if (RMAP_DEBUG && m != NULL && ref.value != NULL)
        rmap_debug_borrow(RMAP_TYPE, &m->h, ref.generation);
    return ref.value;
}

#endif

/* Removes `key`; true if it was there. Never needs memory. */
RMAP_MODEL("delete map:0 key:1")
static inline bool RMAP_FN(delete)(RMAP_NAME *m, RMAP_FN(key) key)
{
    bool was_there;

    if (m == NULL)
        return false;
    if (RMAP_DEBUG)
        rmap_debug_write_begin(RMAP_TYPE, &m->h);
    was_there = rmap_hmap_remove(RMAP_TYPE, &m->h, &key);
    if (RMAP_DEBUG && was_there)
        rmap_debug_died(&m->h, RMAP_DEATH_DELETE);
    if (RMAP_DEBUG)
        rmap_debug_write_end(RMAP_TYPE, &m->h);
    return was_there;
}

/* Gives back the buckets that the entries do not need: there are as many afterwards as
 * after NAME_make with their number as hint, and none for an empty map. Ends a growth
 * that is under way. Every pointer into the map dies; iterations go on as if nothing
 * had happened, and the old array stays until they have ended. False when there was no
 * memory for the smaller array: the entries are as before. NULL is fine. */
RMAP_MODEL("reserve map:0")
static inline bool RMAP_FN(shrink)(RMAP_NAME *m)
{
    bool ok;

    if (m == NULL)
        return true;
    if (RMAP_DEBUG)
        rmap_debug_write_begin(RMAP_TYPE, &m->h);
    ok = rmap_hmap_shrink(RMAP_TYPE, &m->h);
    if (RMAP_DEBUG)
        rmap_debug_write_end(RMAP_TYPE, &m->h);
    return ok;
}

/* Removes every entry and keeps the buckets for the next ones. Panics on NULL: stricter
 * than Go, on purpose. */
RMAP_MODEL("clear map:0")
static inline void RMAP_FN(clear)(RMAP_NAME *m)
{
    if (m == NULL)
        rmap_hmap_panic(RMAP_TYPE, "clear of nil map");
    if (RMAP_DEBUG)
        rmap_debug_write_begin(RMAP_TYPE, &m->h);
    rmap_hmap_clear(RMAP_TYPE, &m->h);
    if (RMAP_DEBUG)
        rmap_debug_write_end(RMAP_TYPE, &m->h);
}

/* For pool.h: from now on any use of the map panics under RMAP_DEBUG, or no more. */
static inline void RMAP_FN(rest_)(RMAP_NAME *m, bool resting)
{
    rmap_debug_rest(&m->h, resting);
}

/* Frees the map; NULL is fine. */
RMAP_MODEL("free map:0")
static inline void RMAP_FN(free)(RMAP_NAME *m)
{
    if (RMAP_DEBUG && m != NULL)
        rmap_debug_write_begin(RMAP_TYPE, &m->h);
    rmap_hmap_free(RMAP_TYPE, m == NULL ? NULL : &m->h);
}

/* The slot that the iteration is at, shown to the user. */
static inline void RMAP_FN(show_)(RMAP_FN(iter) * it, RmapSlot s)
{
    it->key = NULL;
    if (s.bucket != NULL)
        it->key = (const RMAP_FN(key) *)(void *)rmap_slot_key(RMAP_TYPE, s);
#if !RMAP_IS_SET
    it->value = NULL;
    if (s.bucket != NULL)
        it->value = (RMAP_FN(value) *)(void *)rmap_slot_val(RMAP_TYPE, s);
#endif
}

/* Begins an iteration over `m`. It ends when NAME_next returns false; one that is left
 * earlier should be ended by NAME_iter_end, else old arrays it has seen may stay in
 * memory until the map is cleared or freed. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_init)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    RmapSlot none = { NULL, 0 };

    RMAP_FN(show_)(it, none);
    if (RMAP_DEBUG && m != NULL)
        rmap_debug_read(RMAP_TYPE, &m->h);
    rmap_hmap_iter_init(&it->at, m == NULL ? NULL : &m->h);
}

/* Steps to the next entry, it->key and it->value; false when there is none. */
RMAP_MODEL("next it:0")
static inline bool RMAP_FN(next)(RMAP_FN(iter) * it)
{
    RmapSlot s = { NULL, 0 };
    bool more;

    if (RMAP_DEBUG)
        rmap_debug_next(RMAP_TYPE, &it->at);
    more = rmap_hmap_next(RMAP_TYPE, &it->at, &s);
    if (!more)
        s.bucket = NULL;
    RMAP_FN(show_)(it, s);
    return more;
}

/* Ends an iteration before its end; harmless after it, after clear, and twice; not
 * after the map was freed. */
RMAP_MODEL("end it:0")
static inline void RMAP_FN(iter_end)(RMAP_FN(iter) * it)
{
    rmap_hmap_iter_end(&it->at);
}

#undef RMAP_TYPE
#undef RMAP_TYPE_INIT
#undef RMAP_VALUE_SIZE
#undef RMAP_VALUE_ALIGN
#include "rmap/template_end.h"
