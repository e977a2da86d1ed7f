/*
 * rmap/sync.h: Go's sync.Map for C, a map that threads share without a lock of theirs.
 * Define what the map is of, include, and get a type and its functions:
 *
 *     #define RMAP_NAME routes
 *     #define RMAP_KEY uint32_t
 *     #define RMAP_VALUE Route
 *     #define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
 *     #define RMAP_EQUAL(a, b) ((a) == (b))
 *     #include "rmap/sync.h"
 *
 * Without RMAP_VALUE it is a set. Optional besides what template_begin.h names:
 *
 *     RMAP_VALUE_EQUAL(a, b)  of two values: adds NAME_compare_and_swap and
 *                             NAME_compare_and_delete
 *
 * When to use it (Go's advice holds): keys that are written once and read often, or
 * threads that write to different keys. Otherwise an ordinary map under a lock
 * (locked.h) is smaller and faster: each put of a value here allocates a box for it,
 * and the box it replaces lives until no reader can be looking at it.
 *
 * The laws:
 *  - Every function may be called by any number of threads at once, but for NAME_free,
 *    which must be alone.
 *  - Values are copied in and out: a pointer into the map could die at any moment. The
 *    one exception is an iteration, whose it.key and it.value stay good until the next
 *    step or its end, whatever happens to the map meanwhile.
 *  - A NULL map is empty to every read, iteration and delete; writing to it or clearing
 *    it panics.
 *  - An iteration meets every key that was there all the while exactly once, and others
 *    perhaps; it is no snapshot: the values are those of the moment of each step, and
 *    what was deleted or cleared by then is not met. Everything may be called in its
 *    midst. It must run to its end or be ended by NAME_iter_end: while it is open
 *    nothing that the map has dropped is freed.
 *  - What keys and values point to is the user's. When it may be freed after a delete
 *    the map cannot say: another thread may have copied the value before.
 *  - The allocator is called by several threads at once, and must allow that. So are
 *    the observer, under the map's lock, and RMAP_HASH and RMAP_EQUAL.
 *
 * Nothing here is wait-free: a lookup costs two atomic additions on a counter that few
 * threads share; a lookup of a key that is new since the last promotion takes the lock.
 *
 * RMAP_DEBUG adds a trap: NAME_free while an iteration, or a call, is under way.
 */
#include "rmap/hash.h"
#include "rmap/sync_core.h"
#include "rmap/template_begin.h"

#if !defined(RMAP_HASH) || !defined(RMAP_EQUAL)
#error "rmap/sync.h needs RMAP_NAME, RMAP_KEY, RMAP_HASH and RMAP_EQUAL"
#endif

#define RMAP_TYPE (&RMAP_FN(type))

typedef RMAP_KEY RMAP_FN(key);
#ifdef RMAP_VALUE
typedef RMAP_VALUE RMAP_FN(value);
#endif

/* A map. Made by NAME_make, used through pointers; NULL is the nil map. */
typedef struct RMAP_LAW(
    "sync; nil read:ok len:ok iter:ok delete:ok write:panic clear:panic free:noop; "
    "iterator must-end-early dies-on free; sync read-mostly; reserve none; "
    "clear gives-back") RMAP_NAME {
    RmapSync s;
} RMAP_NAME;

RMAP_STATIC_ASSERT(RMAP_ALIGNOF(RMAP_FN(key)) <= RMAP_ALIGNOF(max_align_t),
                   "keys may not be aligned more than max_align_t");
#ifdef RMAP_VALUE
RMAP_STATIC_ASSERT(RMAP_ALIGNOF(RMAP_FN(value)) <= RMAP_ALIGNOF(max_align_t),
                   "values may not be aligned more than max_align_t");
#endif

/* An iteration: the user's part first. */
typedef struct RMAP_FN(iter) {
    const RMAP_FN(key) * key;
#ifdef RMAP_VALUE
    const RMAP_FN(value) * value;
#endif
    RmapSyncIter at;
} RMAP_FN(iter);

static inline bool RMAP_FN(equal_)(const void *stored, const void *wanted)
{
    (void)stored; /* the user's macro may ignore its arguments */
    (void)wanted;
    return RMAP_EQUAL(*(const RMAP_FN(key) *)stored, *(const RMAP_FN(key) *)wanted);
}

static inline uint64_t RMAP_FN(hash_)(const void *key, uint64_t seed)
{
    uint64_t hash;

    (void)key;
    hash = RMAP_HASH(*(const RMAP_FN(key) *)key, seed);
    return RMAP_HASH_AVALANCHES ? hash : rmap_hash_mix(hash ^ seed);
}

#if defined(RMAP_VALUE) && defined(RMAP_VALUE_EQUAL)
static inline bool RMAP_FN(value_equal_)(const void *stored, const void *wanted)
{
    return RMAP_VALUE_EQUAL(*(const RMAP_FN(value) *)stored,
                            *(const RMAP_FN(value) *)wanted);
}
#define RMAP_VALUE_EQUAL_ RMAP_FN(value_equal_)
#else
#define RMAP_VALUE_EQUAL_ NULL
#endif

static const RmapSyncType RMAP_FN(type) = { RMAP_TEXT(RMAP_NAME),
                                            sizeof(RMAP_FN(key)),
#ifdef RMAP_VALUE
                                            sizeof(RMAP_FN(value)),
                                            RMAP_ALIGNOF(RMAP_FN(key)),
                                            RMAP_ALIGNOF(RMAP_FN(value)),
#else
                                            0,
                                            RMAP_ALIGNOF(RMAP_FN(key)),
                                            1,
#endif
                                            RMAP_OWN_STRINGS,
                                            RMAP_FN(hash_),
                                            RMAP_FN(equal_),
                                            RMAP_VALUE_EQUAL_,
                                            RMAP_PANIC };

/* An empty map, or NULL when out of memory. `hint` is there for the family's sake: room
 * is made when a table is first built. The caller owns it: NAME_free. */
RMAP_MODEL("new returns:map")
static inline RMAP_NAME *RMAP_FN(make)(size_t hint)
{
    return (RMAP_NAME *)(void *)rmap_sync_make(RMAP_TYPE, hint, NULL);
}

/* The same with options, which are copied; NULL means the defaults. */
RMAP_MODEL("new returns:map context")
static inline RMAP_NAME *RMAP_FN(make_with)(size_t hint, const RmapOptions *opt)
{
    return (RMAP_NAME *)(void *)rmap_sync_make(RMAP_TYPE, hint, opt);
}

/* How many entries at this moment. It counts them, under the map's lock. */
RMAP_MODEL("len map:0")
static inline size_t RMAP_FN(len)(RMAP_NAME *m)
{
    return m == NULL ? 0 : rmap_sync_len(&m->s);
}

/* Whether `key` is there. */
RMAP_MODEL("read map:0 key:1 returns:found")
static inline bool RMAP_FN(has)(RMAP_NAME *m, RMAP_FN(key) key)
{
    return m != NULL && rmap_sync_get(RMAP_TYPE, &m->s, &key, NULL);
}

#ifdef RMAP_VALUE
/* Go's Load: copies the value of `key` to `value`, which may be NULL; false when the
 * key is not there, *value is then as it was. */
RMAP_MODEL("read map:0 key:1")
static inline bool RMAP_FN(get)(RMAP_NAME *m, RMAP_FN(key) key, RMAP_FN(value) * value)
{
    return m != NULL && rmap_sync_get(RMAP_TYPE, &m->s, &key, value);
}

/* Go's Store. False when out of memory, the map unchanged. An equal key stays. */
RMAP_MODEL("write map:0 key:1 val:2 keeps-key" RMAP_COPIES)
static inline bool RMAP_FN(put)(RMAP_NAME *m, RMAP_FN(key) key, RMAP_FN(value) value)
{
    if (m == NULL)
        rmap_sync_panic(RMAP_TYPE, "assignment to entry in nil map");
    return rmap_sync_put(RMAP_TYPE, &m->s, &key, &value, NULL, NULL);
}

/* Go's LoadOrStore: the value of `key`, which is `value` if it was absent, is copied to
 * `actual`; `found` says whether it was there. Both may be NULL. False when out of
 * memory, the map unchanged. */
RMAP_MODEL("write map:0 key:1 val:2 keeps-key" RMAP_COPIES)
static inline bool RMAP_FN(get_or_put)(RMAP_NAME *m, RMAP_FN(key) key,
                                       RMAP_FN(value) value, RMAP_FN(value) * actual,
                                       bool *found)
{
    if (m == NULL)
        rmap_sync_panic(RMAP_TYPE, "assignment to entry in nil map");
    return rmap_sync_get_or_put(RMAP_TYPE, &m->s, &key, &value, actual, found);
}

/* Go's Swap: NAME_put that copies the value it replaces to `previous` and says in
 * `found` whether there was one. Both may be NULL. */
RMAP_MODEL("write map:0 key:1 val:2 keeps-key" RMAP_COPIES)
static inline bool RMAP_FN(swap)(RMAP_NAME *m, RMAP_FN(key) key, RMAP_FN(value) value,
                                 RMAP_FN(value) * previous, bool *found)
{
    if (m == NULL)
        rmap_sync_panic(RMAP_TYPE, "assignment to entry in nil map");
    return rmap_sync_put(RMAP_TYPE, &m->s, &key, &value, previous, found);
}

/* Go's LoadAndDelete: removes `key` and copies its value to `value`, which may be NULL;
 * false when it was not there. Never needs memory. */
RMAP_MODEL("delete map:0 key:1")
static inline bool RMAP_FN(take)(RMAP_NAME *m, RMAP_FN(key) key, RMAP_FN(value) * value)
{
    return m != NULL && rmap_sync_take(RMAP_TYPE, &m->s, &key, value);
}

#ifdef RMAP_VALUE_EQUAL
/* Puts `value` for `key` if the key is there with a value equal to `expected`. */
RMAP_MODEL("write:existing map:0 key:1 val:3 keeps-key")
static inline RmapSwapped RMAP_FN(compare_and_swap)(RMAP_NAME *m, RMAP_FN(key) key,
                                                    RMAP_FN(value) expected,
                                                    RMAP_FN(value) value)
{
    return m == NULL
               ? RMAP_DIFFERENT
               : rmap_sync_compare_and_swap(RMAP_TYPE, &m->s, &key, &expected, &value);
}

/* Removes `key` if its value equals `expected`; whether it did. */
RMAP_MODEL("delete map:0 key:1")
static inline bool RMAP_FN(compare_and_delete)(RMAP_NAME *m, RMAP_FN(key) key,
                                               RMAP_FN(value) expected)
{
    return m != NULL && rmap_sync_compare_and_delete(RMAP_TYPE, &m->s, &key, &expected);
}
#endif
#else
/* Adds `key`; `was_there` may be NULL. False when out of memory, nothing changed. */
RMAP_MODEL("write map:0 key:1 keeps-key" RMAP_COPIES)
static inline bool RMAP_FN(add)(RMAP_NAME *m, RMAP_FN(key) key, bool *was_there)
{
    if (m == NULL)
        rmap_sync_panic(RMAP_TYPE, "assignment to entry in nil map");
    return rmap_sync_get_or_put(RMAP_TYPE, &m->s, &key, NULL, NULL, was_there);
}
#endif

/* Removes `key`; true if it was there. Never needs memory. */
RMAP_MODEL("delete map:0 key:1")
static inline bool RMAP_FN(delete)(RMAP_NAME *m, RMAP_FN(key) key)
{
    return m != NULL && rmap_sync_take(RMAP_TYPE, &m->s, &key, NULL);
}

/* Removes every entry, and gives the tables back. Panics on NULL. */
RMAP_MODEL("clear map:0")
static inline void RMAP_FN(clear)(RMAP_NAME *m)
{
    if (m == NULL)
        rmap_sync_panic(RMAP_TYPE, "clear of nil map");
    rmap_sync_clear(RMAP_TYPE, &m->s);
}

/* Frees the map, which no other thread may be using; NULL is fine. */
RMAP_MODEL("free map:0")
static inline void RMAP_FN(free)(RMAP_NAME *m)
{
    if (RMAP_DEBUG && m != NULL)
        rmap_sync_debug_free(RMAP_TYPE, &m->s);
    rmap_sync_free(RMAP_TYPE, m == NULL ? NULL : &m->s);
}

/* Statistics, gathered under the map's lock. Texts of own keys are not counted; retired
 * is what the map has dropped and not yet freed. */
RMAP_MODEL("len map:0")
static inline RmapStats RMAP_FN(stats)(RMAP_NAME *m)
{
    return rmap_sync_stats(RMAP_TYPE, m == NULL ? NULL : &m->s);
}

/* Go's Range: begins an iteration. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_init)(RMAP_FN(iter) * it, RMAP_NAME *m)
{
    it->key = NULL;
#ifdef RMAP_VALUE
    it->value = NULL;
#endif
    rmap_sync_iter_init(RMAP_TYPE, &it->at, m == NULL ? NULL : &m->s);
}

/* Steps to the next entry, it->key and it->value; false when there is none, and the
 * iteration has ended. */
RMAP_MODEL("next it:0")
static inline bool RMAP_FN(next)(RMAP_FN(iter) * it)
{
    bool more = rmap_sync_iter_next(RMAP_TYPE, &it->at);

    it->key = (const RMAP_FN(key) *)it->at.key;
#ifdef RMAP_VALUE
    it->value = (const RMAP_FN(value) *)it->at.val;
#endif
    return more;
}

/* Ends an iteration before its end; harmless after it, and twice. */
RMAP_MODEL("end it:0")
static inline void RMAP_FN(iter_end)(RMAP_FN(iter) * it)
{
    rmap_sync_iter_end(RMAP_TYPE, &it->at);
}

#undef RMAP_TYPE
#undef RMAP_VALUE_EQUAL
#undef RMAP_VALUE_EQUAL_
#include "rmap/template_end.h"
