/*
 * rmap/dense.h: a map that iterates as fast as an array, in the order of insertion.
 * Entries lie one behind the other; groups of tags (group.h) beside them say where each
 * is. Define what the map is of, include, and get a type and its functions:
 *
 *     #define RMAP_NAME ages
 *     #define RMAP_KEY uint64_t
 *     #define RMAP_VALUE int
 *     #define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
 *     #define RMAP_EQUAL(a, b) ((a) == (b))
 *     #include "rmap/dense.h"
 *
 * Its parameters, functions and types are those of rmap/flat.h. Against flat it costs
 * a step more in each look-up and about five bytes more an entry, and gives the order,
 * quick iteration, and a clear that takes time with the entries, where they are few and
 * their keys are numbers, owned texts, or keep their hash.
 *
 * The laws are those of flat, but for the order:
 *  - A NULL map is empty to every read, iteration and delete; writing to it or clearing
 *    it panics.
 *  - Deleting moves nothing: it leaves a hole, which costs a place until the array is
 *    replaced. A pointer into the map is good until its entry is deleted, or a new key
 *    is put, or room is reserved, or the map is shrunk, cleared or freed.
 *  - While iterating, deleting is lawful: of this entry or any other; a deleted one is
 *    not produced. So is overwriting values. Putting a new key is not, unless room for
 *    it was reserved (NAME_make, NAME_reserve) and nothing was deleted since. Reserve,
 *    shrink, clear and free end the iteration.
 *  - Iteration is in the order in which the keys were put first since they were deleted
 *    last. Overwriting changes no order.
 *  - Any number of threads may read and iterate at once; a writer must be alone.
 *  - Equality need not be reflexive: each put of a NaN is a new entry that only
 *    iteration finds and only clear removes.
 *
 * RMAP_DEBUG adds the traps of flat.
 */
#include "rmap/annotate.h"
#include "rmap/dense_core.h"
#include "rmap/hash.h"
#include "rmap/own.h"
#include "rmap/template_begin.h"
#include "rmap/template_slot.h"

#define RMAP_CORE(verb) rmap_dense_##verb

#ifndef RMAP_NARROW_PLACES
#define RMAP_NARROW_PLACES UINT32_MAX /* less in a test of what is beyond it */
#endif

/* A map. Made by NAME_make, used through pointers; NULL is the nil map. */
typedef struct RMAP_LAW(
    "dense; nil read:ok len:ok iter:ok delete:ok write:panic clear:panic free:noop; "
    "iterator dies-on write:new clear free reserve; "
    "pointer dies-on write:new delete:current clear free reserve; "
    "reserve hint slots:15 load:105/8; clear keeps-room") RMAP_NAME {
    RmapDense f;
} RMAP_NAME;

/* An iteration: the user's part first. The pointers point into the map. */
typedef struct RMAP_FN(iter) {
    const RMAP_FN(key) * key;
#if !RMAP_IS_SET
    RMAP_FN(value) * value;
#endif
    const RmapDense *map;
    RMAP_FN(slot_) * at;  /* of a stretch of entries without holes, */
    RMAP_FN(slot_) * end; /* those that were not given yet */
    size_t went;          /* of the map, when the stretch was looked at */
    uint64_t moves;       /* of the guard, when the iteration began */
    uint64_t generation;
} RMAP_FN(iter);

/* ---- the array ---- */

static inline void RMAP_FN(index_)(RmapDense *f)
{
    const RMAP_FN(slot_) *slots = (const RMAP_FN(slot_) *)(const void *)f->entries;

    for (size_t i = 0; i < f->used; i++) {
        rmap_dense_enter(f, i, RMAP_FN(hash_again_)(&slots[i], f->seed, f->mask, i),
                         RMAP_PORTABLE);
        f->passed |= !RMAP_FN(equal_)(&slots[i].key, &slots[i].key);
    }
}

/* A hole's key may not be there any more, but then its tag is not, either. Nor may what
 * the other keys point to: who clears a map has often freed that. So it is done only
 * where no such key need be hashed. */
static inline bool RMAP_FN(forget_)(RmapDense *f)
{
    const RMAP_FN(slot_) *slots = (const RMAP_FN(slot_) *)(const void *)f->entries;

    if (!RMAP_OWN_STRINGS && !RMAP_IS_NUMBER(slots->key) &&
        !(RMAP_KEEPS_HASH && f->mask <= RMAP_KEPT_MASK))
        return false;
    for (size_t i = 0; i < f->used; i++) {
        uint64_t hash;
        if (rmap_dense_is_dead(f, i))
            continue;
        hash = RMAP_FN(hash_again_)(&slots[i], f->seed, f->mask, i);
        memset(f->tags + ((size_t)hash & f->mask) * RMAP_GROUP_SIZE, 0,
               RMAP_GROUP_SIZE);
    }
    return true;
}

#if RMAP_OWN_STRINGS
static inline void RMAP_FN(drop_)(const RmapDense *f)
{
    const RMAP_FN(slot_) *slots = (const RMAP_FN(slot_) *)(const void *)f->entries;

    for (size_t i = 0; i < f->used; i++)
        if (!rmap_dense_is_dead(f, i))
            rmap_own_free(&f->allocator, slots[i].key);
}
#define RMAP_DROP RMAP_FN(drop_)
#else
#define RMAP_DROP NULL
#endif

static const RmapDenseType RMAP_FN(type) = { { RMAP_TEXT(RMAP_NAME), RMAP_PANIC },
                                             sizeof(RMAP_FN(slot_)),
                                             RMAP_NARROW_PLACES,
                                             RMAP_FN(index_),
                                             RMAP_FN(forget_),
                                             RMAP_DROP };

/* The entry of `key` by the slots of group g, and in `at` by which, or NULL. */
static inline RMAP_FN(slot_) * RMAP_FN(find_in_)(const RmapDense *f,
                                                 const RMAP_FN(key) * key,
                                                 uint64_t hash, size_t g, RmapSpot *at)
{
    unsigned char *group = f->tags + g * RMAP_GROUP_SIZE;
    unsigned match = rmap_group_match(group, rmap_tag(hash), RMAP_PORTABLE);

    at->group = group;
    for (; match != 0; match &= match - 1) {
        RMAP_FN(slot_) * s;
        at->i = rmap_group_first(match);
        s = (RMAP_FN(slot_) *)(void *)f->entries +
            rmap_dense_place(f, g * RMAP_GROUP_SLOTS + at->i);
        if (__builtin_expect(RMAP_FN(holds_)(s, key, hash), 1))
            return s;
    }
    return NULL;
}

/* The same in the groups after the first, for a key that may have been passed on: the
 * address of its tag, or NULL. Ends where a group has
 * no overflow, and after a walk over all groups at the latest. */
RMAP_NOINLINE static unsigned char *RMAP_FN(find_on_)(const RmapDense *f,
                                                      RMAP_FN(key) key, uint64_t hash)
{
    size_t g = (size_t)hash & f->mask;
    RmapSpot at;

    for (size_t step = 1; step <= f->mask; step++) {
        g = (g + step) & f->mask;
        if (RMAP_FN(find_in_)(f, &key, hash, g, &at) != NULL)
            return at.group + at.i;
        if (!rmap_group_passes(at.group, hash))
            return NULL;
    }
    return NULL;
}

static inline RMAP_FN(slot_) * RMAP_FN(find_)(const RmapDense *f,
                                              const RMAP_FN(key) * key, uint64_t hash,
                                              RmapSpot *at)
{
    RMAP_FN(slot_) *s = RMAP_FN(find_in_)(f, key, hash, (size_t)hash & f->mask, at);
    const unsigned char *tag;
    size_t offset;

    if (s != NULL || __builtin_expect(!rmap_group_passes(at->group, hash), 1))
        return s;
    tag = RMAP_FN(find_on_)(f, *key, hash);
    if (tag == NULL)
        return NULL;
    offset = (size_t)(tag - f->tags);
    at->i = (unsigned)(offset % RMAP_GROUP_SIZE);
    at->group = f->tags + (offset - at->i);
    return (RMAP_FN(slot_) *)(void *)f->entries +
           rmap_dense_place(f, offset / RMAP_GROUP_SIZE * RMAP_GROUP_SLOTS + at->i);
}

/* A place for a key that is not there, or NULL when out of memory. */
static inline RMAP_FN(slot_) *
    RMAP_FN(insert_)(RmapDense *f, const RMAP_FN(key) * key, uint64_t hash)
{
    RMAP_FN(slot_) * s;

    if (__builtin_expect(f->used == f->room, 0) && !rmap_dense_grow(RMAP_TYPE, f))
        return NULL;
#if RMAP_OWN_STRINGS
    RMAP_FN(key) copy = rmap_own_copy(&f->allocator, *key);
    if (copy == NULL)
        return NULL;
    key = &copy;
#endif
    hash = RMAP_FN(scatter_)(key, hash, f->came);
    rmap_dense_enter(f, f->used, hash, RMAP_PORTABLE);
    f->passed |= !RMAP_FN(equal_)(key, key); /* its group will not be found again */
    s = (RMAP_FN(slot_) *)(void *)f->entries + f->used;
    RMAP_FN(store_key_)(s, key, hash);
    if (RMAP_DEBUG)
        rmap_guard_put(&f->guard, rmap_dense_count(f));
    f->used++;
    f->came++;
    return s;
}

static inline void RMAP_FN(erase_)(RmapDense *f, const RMAP_FN(slot_) * s, RmapSpot at,
                                   uint64_t hash)
{
    (void)hash;
    rmap_dense_erase(f, at,
                     (size_t)(s - (const RMAP_FN(slot_) *)(const void *)f->entries));
}

/* ---- iteration ---- */

/* Begins an iteration over `m`. It may be left at any time, and copied. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_init)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    const RmapDense *f = m == NULL ? &rmap_dense_nil : &m->f;

    if (RMAP_DEBUG)
        rmap_guard_read(&RMAP_TYPE->who, &f->guard);
    it->key = NULL;
#if !RMAP_IS_SET
    it->value = NULL;
#endif
    it->map = f;
    it->at = (RMAP_FN(slot_) *)(void *)f->entries;
    it->end = it->at;
    it->went = f->went;
    it->moves = f->guard.moves;
    it->generation = f->guard.generation;
}

/* Ends an iteration; harmless after its end, and twice. Nothing is lost without it. */
RMAP_MODEL("end it:0")
static inline void RMAP_FN(iter_end)(RMAP_FN(iter) * it)
{
    RMAP_FN(iter_init)(it, NULL);
}

/* The next stretch of entries, or the rest of this one when something was deleted;
 * false when there is none, or the entries have moved. */
static inline bool RMAP_FN(next_stretch_)(RMAP_FN(iter) * it)
{
    const RmapDense *f = it->map;
    RMAP_FN(slot_) *slots = (RMAP_FN(slot_) *)(void *)f->entries;
    size_t begin, end;

    if (f->guard.moves != it->moves)
        return false;
    begin = rmap_dense_stretch(f, (size_t)(it->at - slots), &end);
    it->at = slots + begin;
    it->end = slots + end;
    it->went = f->went;
    return begin < end;
}

/* Steps to the next entry, it->key and it->value; false when there is none. */
RMAP_MODEL("next it:0")
static inline bool RMAP_FN(next)(RMAP_FN(iter) * it)
{
    if (RMAP_DEBUG && it->map != &rmap_dense_nil)
        rmap_guard_next(&RMAP_TYPE->who, &it->map->guard, it->generation);
    if ((__builtin_expect(it->map->went != it->went, 0) ||
         __builtin_expect(it->at == it->end, 0)) &&
        !RMAP_FN(next_stretch_)(it)) {
        RMAP_FN(iter_end)(it);
        return false;
    }
    it->key = &it->at->key;
#if !RMAP_IS_SET
    it->value = &it->at->value;
#endif
    it->at++;
    return true;
}

#undef RMAP_NARROW_PLACES
#include "rmap/template_verbs.h"
