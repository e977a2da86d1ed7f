/*
 * rmap/flat.h: the fast unordered map. Entries lie in one array and are found by groups
 * of tags that are compared at once (group.h). Define what the map is of, include, and
 * get a type and its functions:
 *
 *     #define RMAP_NAME ages
 *     #define RMAP_KEY uint64_t
 *     #define RMAP_VALUE int
 *     #define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
 *     #define RMAP_EQUAL(a, b) ((a) == (b))
 *     #include "rmap/flat.h"
 *
 * Without RMAP_VALUE it is a set: add and has take the place of put and get. The
 * parameters are those of template_begin.h, and
 *
 *     RMAP_HASH_AVALANCHES  1: RMAP_HASH needs no more mixing (any from hash.h)
 *     RMAP_CACHE_HASH       1: a slot keeps 32 bits of the hash, for keys that are slow
 *                           to compare or to hash: false candidates are told without a
 *                           look at the key, and growing does not hash again
 *     RMAP_HASH_FIELD       the same, kept in this uint32_t member of RMAP_KEY, which
 *                           then is the map's in the keys it holds; see text.h
 *     RMAP_PORTABLE         1: no SIMD instructions; the layout is the same
 *
 * Beside the functions this defines the types NAME_key, NAME_value, NAME_iter and
 * NAME_ref; names that end in an underscore are not for use.
 *
 * Keys and values are copied by assignment and may not be aligned more than
 * max_align_t; what they point to is the user's. Large ones make a sparse map costly:
 * then let the value be a pointer.
 *
 * The laws:
 *  - A NULL map is empty to every read, iteration and delete; writing to it or clearing
 *    it panics.
 *  - Deleting moves nothing. A pointer into the map is good until its entry is deleted,
 *    or a new key is put, or room is reserved, or the map is shrunk, cleared or freed.
 *  - While iterating, deleting is lawful: of this entry or any other; a deleted one is
 *    not produced. So is overwriting values. Putting a new key is not, unless room for
 *    it was reserved (NAME_make, NAME_reserve) and nothing was deleted since: the
 *    iteration would end there or be short of entries. Reserve, shrink, clear and free
 *    end it.
 *  - The order of iteration is not specified, and differs from map to map.
 *  - Any number of threads may read and iterate at once; a writer must be alone.
 *  - Equality need not be reflexive: each put of a NaN is a new entry that only
 *    iteration finds and only clear removes.
 *
 * RMAP_DEBUG adds traps, in the translation units that define it: a read, write or step
 * of an iteration while another write is under way, a step of an iteration that has
 * died, NAME_deref of a pointer that has died.
 */
#include "rmap/annotate.h"
#include "rmap/flat_core.h"
#include "rmap/hash.h"
#include "rmap/own.h"
#include "rmap/template_begin.h"
#include "rmap/template_slot.h"

#define RMAP_CORE(verb) rmap_flat_##verb

/* A map. Made by NAME_make, used through pointers; NULL is the nil map. */
typedef struct RMAP_LAW(
    "flat; nil read:ok len:ok iter:ok delete:ok write:panic clear:panic free:noop; "
    "iterator dies-on write:new clear free reserve; "
    "pointer dies-on write:new delete:current clear free reserve; "
    "reserve hint slots:15 load:105/8; clear keeps-room") RMAP_NAME {
    RmapFlat f;
} RMAP_NAME;

/* An iteration: the user's part first. The pointers point into the map. */
typedef struct RMAP_FN(iter) {
    const RMAP_FN(key) * key;
#if !RMAP_IS_SET
    RMAP_FN(value) * value;
#endif
    const RmapFlat *map;
    const unsigned char *tags; /* of up to four groups that are being walked */
    RMAP_FN(slot_) * slots;    /* theirs */
    uint64_t used;             /* which of these have entries not given yet */
    size_t next;               /* the group after them */
    size_t went;               /* of the map, when `used` was looked at */
    uint64_t moves;            /* of the guard, when the iteration began */
    uint64_t generation;
} RMAP_FN(iter);

/* ---- the array ---- */

static inline void RMAP_FN(move_)(const RmapFlat *from, RmapFlat *to)
{
    const RMAP_FN(slot_) *slots = (const RMAP_FN(slot_) *)(const void *)from->slots;
    RMAP_FN(slot_) *fresh = (RMAP_FN(slot_) *)(void *)to->slots;
    size_t salt = 0;

    for (size_t g = 0; g <= from->mask; g++, slots += RMAP_GROUP_SLOTS) {
        unsigned used =
            rmap_group_used(from->tags + g * RMAP_GROUP_SIZE, RMAP_PORTABLE);
        for (; used != 0; used &= used - 1) {
            const RMAP_FN(slot_) *s = slots + rmap_group_first(used);
            uint64_t hash = RMAP_FN(hash_again_)(s, to->seed, to->mask, salt++);
            fresh[rmap_groups_place(to->tags, to->mask, hash, RMAP_PORTABLE)] = *s;
        }
    }
}

#if RMAP_OWN_STRINGS
static inline void RMAP_FN(drop_)(const RmapFlat *f)
{
    const RMAP_FN(slot_) *slots = (const RMAP_FN(slot_) *)(const void *)f->slots;

    for (size_t g = 0; g <= f->mask; g++, slots += RMAP_GROUP_SLOTS) {
        unsigned used = rmap_group_used(f->tags + g * RMAP_GROUP_SIZE, RMAP_PORTABLE);
        for (; used != 0; used &= used - 1)
            rmap_own_free(&f->allocator, slots[rmap_group_first(used)].key);
    }
}
#define RMAP_DROP RMAP_FN(drop_)
#else
#define RMAP_DROP NULL
#endif

static const RmapFlatType RMAP_FN(type) = { { RMAP_TEXT(RMAP_NAME), RMAP_PANIC },
                                            sizeof(RMAP_FN(slot_)),
                                            RMAP_FN(move_),
                                            RMAP_DROP };

/* The slot of `key` in group g, and in `at` where that is, or NULL. */
static inline RMAP_FN(slot_) * RMAP_FN(find_in_)(const RmapFlat *f,
                                                 const RMAP_FN(key) * key,
                                                 uint64_t hash, size_t g, RmapSpot *at)
{
    unsigned char *group = f->tags + g * RMAP_GROUP_SIZE;
    unsigned match = rmap_group_match(group, rmap_tag(hash), RMAP_PORTABLE);
    RMAP_FN(slot_) *slots = (RMAP_FN(slot_) *)(void *)f->slots + g * RMAP_GROUP_SLOTS;

    at->group = group;
    /* Does not wait for the tags, as the slots' choice does: in a map beyond the caches
     * the address translation, and often the line, come while the tags still come. */
    if (match != 0)
        __builtin_prefetch(slots);
    for (; match != 0; match &= match - 1) {
        at->i = rmap_group_first(match);
        if (__builtin_expect(RMAP_FN(holds_)(slots + at->i, key, hash), 1))
            return slots + at->i;
    }
    return NULL;
}

/* The same in the groups after the first, for a key that may have been passed on. Ends
 * where a group has no overflow, and after a walk over all groups at the latest. Rare,
 * and so kept out of the functions that are inlined; nor does it make the caller put
 * anything into memory. */
RMAP_NOINLINE static RMAP_FN(slot_) *
    RMAP_FN(find_on_)(const RmapFlat *f, RMAP_FN(key) key, uint64_t hash)
{
    size_t g = (size_t)hash & f->mask;
    RmapSpot at;

    for (size_t step = 1; step <= f->mask; step++) {
        RMAP_FN(slot_) * s;
        g = (g + step) & f->mask;
        s = RMAP_FN(find_in_)(f, &key, hash, g, &at);
        if (s != NULL || !rmap_group_passes(at.group, hash))
            return s;
    }
    return NULL;
}

static inline RMAP_FN(slot_) * RMAP_FN(find_)(const RmapFlat *f,
                                              const RMAP_FN(key) * key, uint64_t hash,
                                              RmapSpot *at)
{
    RMAP_FN(slot_) *s = RMAP_FN(find_in_)(f, key, hash, (size_t)hash & f->mask, at);

    if (s != NULL || __builtin_expect(!rmap_group_passes(at->group, hash), 1))
        return s;
    s = RMAP_FN(find_on_)(f, *key, hash);
    if (s != NULL)
        *at = rmap_flat_spot(f, (size_t)(s - (RMAP_FN(slot_) *)(void *)f->slots));
    return s;
}

/* A slot for a key that is not there, or NULL when out of memory. */
static inline RMAP_FN(slot_) *
    RMAP_FN(insert_)(RmapFlat *f, const RMAP_FN(key) * key, uint64_t hash)
{
    RMAP_FN(slot_) * s;

    if (__builtin_expect(f->left == 0, 0) && !rmap_flat_grow(RMAP_TYPE, f))
        return NULL;
#if RMAP_OWN_STRINGS
    RMAP_FN(key) copy = rmap_own_copy(&f->allocator, *key);
    if (copy == NULL)
        return NULL;
    key = &copy;
#endif
    hash = RMAP_FN(scatter_)(key, hash, f->came);
    s = (RMAP_FN(slot_) *)(void *)f->slots +
        rmap_groups_place(f->tags, f->mask, hash, RMAP_PORTABLE);
    RMAP_FN(store_key_)(s, key, hash);
    if (RMAP_DEBUG)
        rmap_guard_put(&f->guard, rmap_flat_count(f));
    f->came++;
    f->left--;
    return s;
}

static inline void RMAP_FN(erase_)(RmapFlat *f, const RMAP_FN(slot_) * s, RmapSpot at,
                                   uint64_t hash)
{
    (void)s;
    rmap_flat_erase(f, at, hash);
}

/* ---- iteration ---- */

/* Begins an iteration over `m`. It may be left at any time, and copied. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_init)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    const RmapFlat *f = m == NULL ? &rmap_flat_nil : &m->f;

    if (RMAP_DEBUG)
        rmap_guard_read(&RMAP_TYPE->who, &f->guard);
    it->key = NULL;
#if !RMAP_IS_SET
    it->value = NULL;
#endif
    it->map = f;
    it->tags = f->tags;
    it->slots = (RMAP_FN(slot_) *)(void *)f->slots;
    it->used = 0;
    it->next = 0;
    it->went = f->went;
    it->moves = f->guard.moves;
    it->generation = f->guard.generation;
}

/* Ends an iteration; harmless after its end, and twice. Nothing is lost without it. */
RMAP_MODEL("end it:0")
static inline void RMAP_FN(iter_end)(RMAP_FN(iter) * it)
{
    RMAP_FN(iter_init)(it, NULL);
    it->next = 1;
}

/* Goes on to the next groups that have entries, four at a time so that the user's loop
 * seldom has to guess where they end; false when there are none. */
static inline bool RMAP_FN(next_groups_)(RMAP_FN(iter) * it)
{
    const RmapFlat *f = it->map;

    while (it->next <= f->mask) {
        size_t g = it->next;
        it->used = rmap_groups_used(f->tags + g * RMAP_GROUP_SIZE, f->mask - g + 1);
        it->next += RMAP_GROUP_RUN;
        if (it->used != 0) {
            it->tags = f->tags + g * RMAP_GROUP_SIZE;
            it->slots = (RMAP_FN(slot_) *)(void *)f->slots + g * RMAP_GROUP_SLOTS;
            return true;
        }
    }
    return false;
}

/* Something was deleted, perhaps what would have been given next, or has moved: then
 * false. */
static inline bool RMAP_FN(look_again_)(RMAP_FN(iter) * it)
{
    const RmapFlat *f = it->map;

    if (f->guard.moves != it->moves)
        return false;
    it->went = f->went;
    if (it->used != 0)
        it->used &= rmap_groups_used(it->tags, f->mask + 1);
    return true;
}

/* Steps to the next entry, it->key and it->value; false when there is none. */
RMAP_MODEL("next it:0")
static inline bool RMAP_FN(next)(RMAP_FN(iter) * it)
{
    RMAP_FN(slot_) * s;

    if (RMAP_DEBUG && it->map != &rmap_flat_nil)
        rmap_guard_next(&RMAP_TYPE->who, &it->map->guard, it->generation);
    if ((__builtin_expect(it->went != it->map->went, 0) && !RMAP_FN(look_again_)(it)) ||
        (__builtin_expect(it->used == 0, 0) && !RMAP_FN(next_groups_)(it))) {
        RMAP_FN(iter_end)(it);
        return false;
    }
    s = it->slots + __builtin_ctzll(it->used);
    it->used &= it->used - 1;
    it->key = &s->key;
#if !RMAP_IS_SET
    it->value = &s->value;
#endif
    return true;
}

#include "rmap/template_verbs.h"
