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
#include "rmap/template_begin.h"

#if !defined(RMAP_HASH) || !defined(RMAP_EQUAL)
#error "rmap/flat.h needs RMAP_NAME, RMAP_KEY, RMAP_HASH and RMAP_EQUAL"
#endif

#ifndef RMAP_HASH_AVALANCHES
#define RMAP_HASH_AVALANCHES 0
#endif
#ifndef RMAP_PORTABLE
#define RMAP_PORTABLE 0
#endif
#ifndef RMAP_CACHE_HASH
#define RMAP_CACHE_HASH 0
#endif
#if defined(RMAP_HASH_FIELD)
#define RMAP_KEEPS_HASH   1
#define RMAP_KEPT_HASH(s) ((s)->key.RMAP_HASH_FIELD)
#elif RMAP_CACHE_HASH
#define RMAP_KEEPS_HASH   1
#define RMAP_KEPT_HASH(s) ((s)->hash)
#else
#define RMAP_KEEPS_HASH 0
#endif

#define RMAP_TYPE (&RMAP_FN(type))

typedef RMAP_KEY RMAP_FN(key);
#if !RMAP_IS_SET
typedef RMAP_VALUE RMAP_FN(value);
#endif

/* A map. Made by NAME_make, used through pointers; NULL is the nil map. */
typedef struct RMAP_LAW(
    "flat; nil read:ok len:ok iter:ok delete:ok write:panic clear:panic free:noop; "
    "iterator dies-on write:new clear free reserve; "
    "pointer dies-on write:new delete:current clear free reserve; "
    "reserve hint slots:15 load:105/8; clear keeps-room") RMAP_NAME {
    RmapFlat f;
} RMAP_NAME;

typedef struct RMAP_FN(slot_) {
    RMAP_FN(key) key;
#if !RMAP_IS_SET
    RMAP_FN(value) value;
#endif
#if RMAP_KEEPS_HASH && !defined(RMAP_HASH_FIELD)
    uint32_t hash;
#endif
} RMAP_FN(slot_);

RMAP_STATIC_ASSERT(RMAP_ALIGNOF(RMAP_FN(slot_)) <= RMAP_ALIGNOF(max_align_t),
                   "keys and values may not be aligned more than max_align_t");

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
    size_t deletes;            /* of the map, when `used` was looked at */
    uint64_t moves;            /* of the guard, when the iteration began */
    uint64_t generation;
} RMAP_FN(iter);

/* ---- hash and equality ---- */

static inline uint64_t RMAP_FN(hash_)(const RMAP_FN(key) * key, uint64_t seed)
{
    uint64_t hash = RMAP_HASH(*key, seed);
    return RMAP_HASH_AVALANCHES ? hash : rmap_hash_fold(hash ^ seed);
}

static inline bool RMAP_FN(equal_)(const RMAP_FN(key) * stored,
                                   const RMAP_FN(key) * wanted)
{
    (void)stored; /* the user's macro may ignore its arguments */
    (void)wanted;
    return RMAP_EQUAL(*stored, *wanted);
}

static inline bool RMAP_FN(holds_)(const RMAP_FN(slot_) * s,
                                   const RMAP_FN(key) * wanted, uint64_t hash)
{
    (void)hash;
#if RMAP_KEEPS_HASH
    if (RMAP_KEPT_HASH(s) != rmap_hash_short(hash))
        return false;
#endif
    return RMAP_FN(equal_)(&s->key, wanted);
}

/* Where to put a key that does not equal itself: nobody will look for it, so anywhere,
 * but not all in one place. */
static inline uint64_t RMAP_FN(scatter_)(const RMAP_FN(key) * key, uint64_t hash,
                                         size_t salt)
{
    return RMAP_FN(equal_)(key, key) ? hash : rmap_hash_mix(hash + salt);
}

/* The hash of an entry that moves to an array of so many groups. */
static inline uint64_t RMAP_FN(hash_again_)(const RMAP_FN(slot_) * s, uint64_t seed,
                                            size_t mask, size_t salt)
{
    (void)mask;
#if RMAP_KEEPS_HASH
    if (mask <= 0xffffff)
        return rmap_hash_long(RMAP_KEPT_HASH(s));
#endif
    return RMAP_FN(scatter_)(&s->key, RMAP_FN(hash_)(&s->key, seed), salt);
}

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

/* ---- life ---- */

/* An empty map with room for `hint` entries, or NULL when out of memory. An absurd hint
 * is ignored. The caller owns it: NAME_free. */
RMAP_MODEL("new returns:map hint:0")
static inline RMAP_NAME *RMAP_FN(make)(size_t hint)
{
    return (RMAP_NAME *)(void *)rmap_flat_make(RMAP_TYPE, hint, NULL);
}

/* The same with options, which are copied; NULL means the defaults. */
RMAP_MODEL("new returns:map hint:0 context")
static inline RMAP_NAME *RMAP_FN(make_with)(size_t hint, const RmapOptions *opt)
{
    return (RMAP_NAME *)(void *)rmap_flat_make(RMAP_TYPE, hint, opt);
}

/* How many entries; of a NULL map 0. */
RMAP_MODEL("len map:0")
static inline size_t RMAP_FN(len)(const RMAP_NAME *m)
{
    return m == NULL ? 0 : rmap_flat_count(&m->f);
}

/* Makes room for `entries` in all: until there are so many, and as long as nothing is
 * deleted, new keys move nothing. False when out of memory, the map unchanged. */
RMAP_MODEL("reserve map:0 hint:1")
static inline bool RMAP_FN(reserve)(RMAP_NAME *m, size_t entries)
{
    bool ok;

    if (m == NULL)
        rmap_guard_panic(&RMAP_TYPE->who, "assignment to entry in nil map");
    if (RMAP_DEBUG)
        rmap_guard_write_begin(&RMAP_TYPE->who, &m->f.guard);
    ok = rmap_flat_reserve(RMAP_TYPE, &m->f, entries);
    if (RMAP_DEBUG)
        rmap_guard_write_end(&RMAP_TYPE->who, &m->f.guard);
    return ok;
}

/* Gives back what room the entries do not need. False when there was no memory for the
 * smaller array: the map is unchanged. NULL is fine. */
RMAP_MODEL("reserve map:0")
static inline bool RMAP_FN(shrink)(RMAP_NAME *m)
{
    bool ok;

    if (m == NULL)
        return true;
    if (RMAP_DEBUG)
        rmap_guard_write_begin(&RMAP_TYPE->who, &m->f.guard);
    ok = rmap_flat_shrink(RMAP_TYPE, &m->f);
    if (RMAP_DEBUG)
        rmap_guard_write_end(&RMAP_TYPE->who, &m->f.guard);
    return ok;
}

/* The map at this moment, see observe.h; of a NULL map all 0. */
static inline RmapStats RMAP_FN(stats)(const RMAP_NAME *m)
{
    return rmap_flat_stats(RMAP_TYPE, m == NULL ? &rmap_flat_nil : &m->f);
}

/* Removes every entry and keeps the array for the next ones; takes time with the
 * array's size, not with the number of entries. Panics on NULL. */
RMAP_MODEL("clear map:0")
static inline void RMAP_FN(clear)(RMAP_NAME *m)
{
    if (m == NULL)
        rmap_guard_panic(&RMAP_TYPE->who, "clear of nil map");
    if (RMAP_DEBUG)
        rmap_guard_write_begin(&RMAP_TYPE->who, &m->f.guard);
    rmap_flat_clear(RMAP_TYPE, &m->f);
    if (RMAP_DEBUG)
        rmap_guard_write_end(&RMAP_TYPE->who, &m->f.guard);
}

/* Frees the map; NULL is fine. */
RMAP_MODEL("free map:0")
static inline void RMAP_FN(free)(RMAP_NAME *m)
{
    if (RMAP_DEBUG && m != NULL)
        rmap_guard_write_begin(&RMAP_TYPE->who, &m->f.guard);
    rmap_flat_free(RMAP_TYPE, m == NULL ? NULL : &m->f);
}

/* ---- entries ---- */

/* The slot of `key` in group g, and in `at` where that is, or NULL. */
static inline RMAP_FN(slot_) * RMAP_FN(find_in_)(const RmapFlat *f,
                                                 const RMAP_FN(key) * key,
                                                 uint64_t hash, size_t g, RmapSpot *at)
{
    unsigned char *group = f->tags + g * RMAP_GROUP_SIZE;
    unsigned match = rmap_group_match(group, rmap_tag(hash), RMAP_PORTABLE);
    RMAP_FN(slot_) *slots = (RMAP_FN(slot_) *)(void *)f->slots + g * RMAP_GROUP_SLOTS;

    at->group = group;
    RMAP_HERE(slots);
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

static inline RMAP_FN(slot_) *
    RMAP_FN(lookup_)(const RMAP_NAME *m, const RMAP_FN(key) * key)
{
    RmapSpot at;

    if (m == NULL)
        return NULL;
    if (RMAP_DEBUG)
        rmap_guard_read(&RMAP_TYPE->who, &m->f.guard);
    return RMAP_FN(find_)(&m->f, key, RMAP_FN(hash_)(key, m->f.seed), &at);
}

static inline void RMAP_FN(store_key_)(RMAP_FN(slot_) * s, const RMAP_FN(key) * key,
                                       uint64_t hash)
{
    (void)hash;
    s->key = *key;
#if RMAP_KEEPS_HASH
    RMAP_KEPT_HASH(s) = rmap_hash_short(hash);
#endif
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
    hash = RMAP_FN(scatter_)(key, hash, f->puts);
    s = (RMAP_FN(slot_) *)(void *)f->slots +
        rmap_groups_place(f->tags, f->mask, hash, RMAP_PORTABLE);
    RMAP_FN(store_key_)(s, key, hash);
    if (RMAP_DEBUG)
        rmap_guard_put(&f->guard, rmap_flat_count(f));
    f->puts++;
    f->left--;
    return s;
}

/* Finds or makes the entry of `key`: NULL when out of memory. With `rekey`, this key
 * takes the place of an equal one. */
static inline RMAP_FN(slot_) *
    RMAP_FN(assign_)(RMAP_NAME *m, const RMAP_FN(key) * key, bool rekey, bool *found)
{
    uint64_t hash;
    RmapSpot at;
    RMAP_FN(slot_) * s;

    if (m == NULL)
        rmap_guard_panic(&RMAP_TYPE->who, "assignment to entry in nil map");
    if (RMAP_DEBUG)
        rmap_guard_write_begin(&RMAP_TYPE->who, &m->f.guard);
    hash = RMAP_FN(hash_)(key, m->f.seed);
    s = RMAP_FN(find_)(&m->f, key, hash, &at);
    *found = s != NULL;
    if (s == NULL)
        s = RMAP_FN(insert_)(&m->f, key, hash);
    else if (rekey && !RMAP_OWN_STRINGS)
        RMAP_FN(store_key_)(s, key, hash);
    if (RMAP_DEBUG)
        rmap_guard_write_end(&RMAP_TYPE->who, &m->f.guard);
    return s;
}

#if RMAP_IS_SET

/* Whether `key` is there. */
RMAP_MODEL("read map:0 key:1 returns:found")
static inline bool RMAP_FN(has)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    return RMAP_FN(lookup_)(m, &key) != NULL;
}

/* Adds `key`; an equal one stays. `was_there` may be NULL. False when out of memory,
 * the set unchanged. */
RMAP_MODEL("write map:0 key:1 keeps-key" RMAP_COPIES)
static inline bool RMAP_FN(add)(RMAP_NAME *m, RMAP_FN(key) key, bool *was_there)
{
    bool found = false;
    bool ok = RMAP_FN(assign_)(m, &key, false, &found) != NULL;

    if (was_there != NULL)
        *was_there = found;
    return ok;
}

#else

/* The value of `key`, borrowed from the map, or NULL. */
RMAP_MODEL("read map:0 key:1 returns:borrow|null")
static inline RMAP_FN(value) * RMAP_FN(get)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    RMAP_FN(slot_) *s = RMAP_FN(lookup_)(m, &key);
    return s == NULL ? NULL : &s->value;
}

/* The value of `key`, made if absent: a new value is all zero bytes. NULL when out of
 * memory, the map unchanged. `found` may be NULL. */
RMAP_MODEL("write map:0 key:1 returns:borrow|null" RMAP_COPIES)
static inline RMAP_FN(value) *
    RMAP_FN(get_or_put)(RMAP_NAME *m, RMAP_FN(key) key, bool *found)
{
    bool was_there = false;
    RMAP_FN(slot_) *s = RMAP_FN(assign_)(m, &key, false, &was_there);

    if (found != NULL)
        *found = was_there;
    if (s == NULL)
        return NULL;
    if (!was_there)
        memset((void *)&s->value, 0, sizeof s->value);
    return &s->value;
}

/* Sets the value of `key`. An equal key in the map is replaced by this one, as in Go,
 * unless the map owns its keys. False when out of memory, the map unchanged. */
RMAP_MODEL("write map:0 key:1 val:2" RMAP_COPIES)
static inline bool RMAP_FN(put)(RMAP_NAME *m, RMAP_FN(key) key, RMAP_FN(value) value)
{
    bool found = false;
    RMAP_FN(slot_) *s = RMAP_FN(assign_)(m, &key, true, &found);

    if (s == NULL)
        return false;
    s->value = value;
    return true;
}

#endif

/* Removes `key`; true if it was there. Never needs memory, moves nothing. */
RMAP_MODEL("delete map:0 key:1")
static inline bool RMAP_FN(delete)(RMAP_NAME *m, RMAP_FN(key) key)
{
    RmapSpot at;
    uint64_t hash;
    RMAP_FN(slot_) * s;

    if (m == NULL)
        return false;
    if (RMAP_DEBUG)
        rmap_guard_write_begin(&RMAP_TYPE->who, &m->f.guard);
    hash = RMAP_FN(hash_)(&key, m->f.seed);
    s = RMAP_FN(find_)(&m->f, &key, hash, &at);
    if (s != NULL) {
        rmap_flat_erase(&m->f, at, hash);
#if RMAP_OWN_STRINGS
        rmap_own_free(&m->f.allocator, s->key);
#endif
        if (RMAP_DEBUG)
            m->f.guard.promised = 0;
    }
    if (RMAP_DEBUG)
        rmap_guard_write_end(&RMAP_TYPE->who, &m->f.guard);
    return s != NULL;
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
    it->deletes = f->deletes;
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

/* Something was deleted: perhaps what would have been given next. */
static inline void RMAP_FN(look_again_)(RMAP_FN(iter) * it)
{
    const RmapFlat *f = it->map;

    it->deletes = f->deletes;
    if (it->used != 0 && f->guard.moves == it->moves)
        it->used &= rmap_groups_used(it->tags, f->mask + 1);
}

/* Steps to the next entry, it->key and it->value; false when there is none. */
RMAP_MODEL("next it:0")
static inline bool RMAP_FN(next)(RMAP_FN(iter) * it)
{
    if (RMAP_DEBUG && it->map != &rmap_flat_nil)
        rmap_guard_next(&RMAP_TYPE->who, &it->map->guard, it->generation);
    if (it->deletes != it->map->deletes)
        RMAP_FN(look_again_)(it);
    if (it->map->guard.moves == it->moves &&
        (__builtin_expect(it->used != 0, 1) || RMAP_FN(next_groups_)(it))) {
        RMAP_FN(slot_) *s = it->slots + __builtin_ctzll(it->used);
        it->used &= it->used - 1;
        it->key = &s->key;
#if !RMAP_IS_SET
        it->value = &s->value;
#endif
        return true;
    }
    RMAP_FN(iter_end)(it);
    return false;
}

#if !RMAP_IS_SET

/* ---- borrowing ---- */

/* A borrowed pointer that remembers when it was taken. */
typedef struct RMAP_FN(ref) {
    RMAP_FN(value) * value; /* NULL: no such key */
    uint64_t generation;
} RMAP_FN(ref);

/* NAME_get for a pointer that is kept: NAME_deref gives it back and, under RMAP_DEBUG,
 * panics once it has died, saying of what. */
static inline RMAP_FN(ref) RMAP_FN(borrow)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    RMAP_FN(ref) ref = { RMAP_FN(get)(m, key), 0 };

    if (m != NULL)
        ref.generation = m->f.guard.generation;
    return ref;
}

static inline RMAP_FN(value) * RMAP_FN(deref)(const RMAP_NAME *m, RMAP_FN(ref) ref)
{
    if (RMAP_DEBUG && m != NULL && ref.value != NULL) {
        rmap_guard_use(&RMAP_TYPE->who, &m->f.guard, ref.generation);
        rmap_flat_use(RMAP_TYPE, &m->f, ref.value);
    }
    return ref.value;
}

#endif

#undef RMAP_TYPE
#undef RMAP_DROP
#undef RMAP_KEEPS_HASH
#undef RMAP_KEPT_HASH
#undef RMAP_CACHE_HASH
#undef RMAP_HASH_FIELD
#undef RMAP_PORTABLE
#include "rmap/template_end.h"
