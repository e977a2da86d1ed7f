/*
 * rmap/sorted.h: an ordered map in an array, searched by halving. The densest member
 * and, while it has few entries or is seldom changed, the fastest ordered one; a put of
 * a new key and a delete move all entries behind it. Define what the map is of,
 * include, and get a type and its functions:
 *
 *     #define RMAP_NAME codes
 *     #define RMAP_KEY int
 *     #define RMAP_VALUE const char *
 *     #define RMAP_LESS(a, b) ((a) < (b))
 *     #include "rmap/sorted.h"
 *
 * or, where one comparison tells all three, RMAP_COMPARE(a, b) (negative, 0, positive,
 * as strcmp), which wins when both are there. With RMAP_OWN_STRINGS 1 neither is
 * needed: the order is that of strcmp. A set leaves RMAP_VALUE out. The other
 * parameters are those of template_begin.h.
 *
 * NAME_build makes a map of many entries in any order, NAME_put_all adds many: they
 * sort once, where single puts would move entries each time.
 *
 * The order must be one: of keys that are neither less nor greater, one is kept; a NaN
 * must not be put.
 *
 * The laws:
 *  - A NULL map is empty to every read, iteration and delete; writing to it or clearing
 *    it panics.
 *  - Pointers into the map, and iterations, are good until a new key is put, or until
 *    something is deleted, or the map is cleared, freed, shrunk or given room.
 *    Overwriting the value of a key moves nothing.
 *  - Iteration is in the order of the keys. One that goes on although it has died gives
 *    wrong entries or too few, but none from outside the map, until it is freed.
 *  - Any number of threads may read and iterate at once; a writer must be alone.
 *
 * RMAP_DEBUG adds traps: a read, write or step of an iteration while another write is
 * under way, a step of an iteration that has died, NAME_deref of a pointer that has.
 */
#include "rmap/annotate.h"
#include "rmap/own.h"
#include "rmap/sorted_core.h"
#include "rmap/template_begin.h"

#define RMAP_TYPE (&RMAP_FN(type))
#define RMAP_WHO  (&RMAP_FN(type).who)

typedef RMAP_KEY RMAP_FN(key);
#if !RMAP_IS_SET
typedef RMAP_VALUE RMAP_FN(value);
#endif
#include "rmap/template_order.h"

/* A map. Made by NAME_make, used through pointers; NULL is the nil map. */
typedef struct RMAP_LAW(
    "sorted; nil read:ok len:ok iter:ok delete:ok write:panic clear:panic free:noop; "
    "iterator dies-on write:new delete clear free reserve; "
    "pointer dies-on write:new delete clear free reserve; "
    "reserve hint slots:8 load:8/1; clear keeps-room") RMAP_NAME {
    RmapSorted s;
} RMAP_NAME;

/* An iteration: the user's part first. The pointers point into the map. */
typedef struct RMAP_FN(iter) {
    const RMAP_FN(key) * key;
#if !RMAP_IS_SET
    RMAP_FN(value) * value;
#endif
    const RMAP_NAME *map;
    size_t next; /* number of the entry */
    size_t end;
    uint64_t generation;
} RMAP_FN(iter);

enum {
#if RMAP_IS_SET
    RMAP_FN(val_size_) = 0,
    RMAP_FN(val_align_) = 1
#else
    RMAP_FN(val_size_) = sizeof(RMAP_FN(value)),
    RMAP_FN(val_align_) = RMAP_ALIGNOF(RMAP_FN(value))
#endif
};

RMAP_STATIC_ASSERT(RMAP_ALIGNOF(RMAP_FN(key)) <= RMAP_ALIGNOF(max_align_t) &&
                       (int)RMAP_FN(val_align_) <= (int)RMAP_ALIGNOF(max_align_t),
                   "keys and values may not be aligned more than max_align_t");

/* ---- searching ---- */

static inline bool RMAP_FN(less_at_)(const void *a, const void *b)
{
    return RMAP_FN(less_)(*(const RMAP_FN(key) *)a, *(const RMAP_FN(key) *)b);
}

static const RmapSortedType RMAP_FN(type) = { { RMAP_TEXT(RMAP_NAME), RMAP_PANIC },
                                              sizeof(RMAP_FN(key)),
                                              RMAP_FN(val_size_),
                                              RMAP_FN(val_align_),
                                              RMAP_OWN_STRINGS != 0,
                                              RMAP_FN(less_at_) };

static inline RMAP_FN(key) * RMAP_FN(keys_)(const RMAP_NAME *m)
{
    return (RMAP_FN(key) *)(void *)m->s.keys;
}

/* The number of the first entry whose key is not less; the count if all are. The
 * halving does not branch on the comparison. */
static inline size_t RMAP_FN(bound_)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    const RMAP_FN(key) *keys = RMAP_FN(keys_)(m);
    size_t n = m->s.count;
    size_t base = 0;

    if (n == 0)
        return 0;
    while (n > 1) {
        size_t half = n / 2;
        base += RMAP_FN(less_)(keys[base + half - 1], key) ? half : 0;
        n -= half;
    }
    return base + (RMAP_FN(less_)(keys[base], key) ? 1 : 0);
}

/* Whether the key is there, and where; or where it would be. */
static inline bool RMAP_FN(find_)(const RMAP_NAME *m, RMAP_FN(key) key, size_t *at)
{
    *at = RMAP_FN(bound_)(m, key);
    return *at < m->s.count && !RMAP_FN(less_)(key, RMAP_FN(keys_)(m)[*at]);
}

/* ---- making and reading ---- */

/* An empty map with room for `hint` entries (an absurd hint is ignored), or NULL when
 * out of memory. The caller owns it: NAME_free. */
RMAP_MODEL("new returns:map hint:0")
static inline RMAP_NAME *RMAP_FN(make)(size_t hint)
{
    return (RMAP_NAME *)(void *)rmap_sorted_make(RMAP_TYPE, hint, NULL);
}

/* The same with options, which are copied; NULL means the defaults. */
RMAP_MODEL("new returns:map hint:0 context")
static inline RMAP_NAME *RMAP_FN(make_with)(size_t hint, const RmapOptions *opt)
{
    return (RMAP_NAME *)(void *)rmap_sorted_make(RMAP_TYPE, hint, opt);
}

/* How many entries; of a NULL map 0. */
RMAP_MODEL("len map:0")
static inline size_t RMAP_FN(len)(const RMAP_NAME *m)
{
    return m == NULL ? 0 : m->s.count;
}

/* The map at this moment; of a NULL map all zero. */
RMAP_MODEL("len map:0")
static inline RmapStats RMAP_FN(stats)(const RMAP_NAME *m)
{
    return rmap_sorted_stats(RMAP_TYPE, m == NULL ? NULL : &m->s);
}

/* Whether the key is there, and where. */
static inline bool RMAP_FN(lookup_)(const RMAP_NAME *m, RMAP_FN(key) key, size_t *at)
{
    *at = 0;
    if (m == NULL)
        return false;
    if (RMAP_DEBUG)
        rmap_guard_read(RMAP_WHO, &m->s.guard);
    return RMAP_FN(find_)(m, key, at);
}

/* ---- writing ---- */

/* Finds or makes the entry: false when out of memory. */
static inline bool RMAP_FN(assign_)(RMAP_NAME *m, RMAP_FN(key) key, size_t *at,
                                    bool *found)
{
    bool ok = true;

    if (m == NULL)
        rmap_guard_panic(RMAP_WHO, "assignment to entry in nil map");
    if (RMAP_DEBUG)
        rmap_guard_write_begin(RMAP_WHO, &m->s.guard);
    *found = RMAP_FN(find_)(m, key, at);
    if (!*found)
        ok = rmap_sorted_insert(RMAP_TYPE, &m->s, &key, *at);
    if (RMAP_DEBUG)
        rmap_guard_write_end(RMAP_WHO, &m->s.guard);
    return ok;
}

/* Removes `key`; true if it was there. Never needs memory. */
RMAP_MODEL("delete map:0 key:1")
static inline bool RMAP_FN(delete)(RMAP_NAME *m, RMAP_FN(key) key)
{
    size_t at;
    bool was_there;

    if (m == NULL)
        return false;
    if (RMAP_DEBUG)
        rmap_guard_write_begin(RMAP_WHO, &m->s.guard);
    was_there = RMAP_FN(find_)(m, key, &at);
    if (was_there)
        rmap_sorted_remove(RMAP_TYPE, &m->s, at);
    if (RMAP_DEBUG)
        rmap_guard_write_end(RMAP_WHO, &m->s.guard);
    return was_there;
}

/* Removes every entry and keeps the room for the next ones. Panics on NULL. */
RMAP_MODEL("clear map:0")
static inline void RMAP_FN(clear)(RMAP_NAME *m)
{
    if (m == NULL)
        rmap_guard_panic(RMAP_WHO, "clear of nil map");
    if (RMAP_DEBUG)
        rmap_guard_write_begin(RMAP_WHO, &m->s.guard);
    rmap_sorted_clear(RMAP_TYPE, &m->s);
    if (RMAP_DEBUG)
        rmap_guard_write_end(RMAP_WHO, &m->s.guard);
}

/* Makes room for `entries` in all, so that puts up to there need no memory but for keys
 * that are owned. False when out of memory, the map unchanged. */
RMAP_MODEL("reserve map:0 hint:1")
static inline bool RMAP_FN(reserve)(RMAP_NAME *m, size_t entries)
{
    if (m == NULL)
        rmap_guard_panic(RMAP_WHO, "assignment to entry in nil map");
    return rmap_sorted_reserve(RMAP_TYPE, &m->s, entries);
}

/* Gives room back that no entry needs. False when out of memory. */
RMAP_MODEL("reserve map:0")
static inline bool RMAP_FN(shrink)(RMAP_NAME *m)
{
    return m == NULL || rmap_sorted_shrink(RMAP_TYPE, &m->s);
}

/* For pool.h: uses of the map panic under RMAP_DEBUG, or no more. */
static inline void RMAP_FN(rest_)(RMAP_NAME *m, bool resting)
{
    rmap_guard_rest(&m->s.guard, resting);
}

/* Frees the map; NULL is fine. */
RMAP_MODEL("free map:0")
static inline void RMAP_FN(free)(RMAP_NAME *m)
{
    if (RMAP_DEBUG && m != NULL)
        rmap_guard_write_begin(RMAP_WHO, &m->s.guard);
    rmap_sorted_free(RMAP_TYPE, m == NULL ? NULL : &m->s);
}

#if RMAP_IS_SET
/* Whether `key` is in the set. */
RMAP_MODEL("read map:0 key:1 returns:found")
static inline bool RMAP_FN(has)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    size_t at;

    return RMAP_FN(lookup_)(m, key, &at);
}

/* Adds `key`; an equal one that is there stays. `was_there` may be NULL. False when out
 * of memory, the set unchanged. */
RMAP_MODEL("write map:0 key:1 keeps-key" RMAP_COPIES)
static inline bool RMAP_FN(add)(RMAP_NAME *m, RMAP_FN(key) key, bool *was_there)
{
    size_t at;
    bool found = false;
    bool ok = RMAP_FN(assign_)(m, key, &at, &found);

    if (was_there != NULL)
        *was_there = found;
    return ok;
}
#else
static inline RMAP_FN(value) * RMAP_FN(vals_)(const RMAP_NAME *m)
{
    return (RMAP_FN(value) *)(void *)m->s.vals;
}

/* The value of `key`, borrowed from the map, or NULL. */
RMAP_MODEL("read map:0 key:1 returns:borrow|null")
static inline RMAP_FN(value) * RMAP_FN(get)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    size_t at;

    return RMAP_FN(lookup_)(m, key, &at) ? RMAP_FN(vals_)(m) + at : NULL;
}

/* The value of `key`, made if absent: a new value is all zero bytes. NULL when out of
 * memory, the map unchanged. `found` may be NULL. */
RMAP_MODEL("write map:0 key:1 keeps-key returns:borrow|null" RMAP_COPIES)
static inline RMAP_FN(value) *
    RMAP_FN(get_or_put)(RMAP_NAME *m, RMAP_FN(key) key, bool *found)
{
    size_t at;
    bool was_there = false;
    bool ok = RMAP_FN(assign_)(m, key, &at, &was_there);

    if (found != NULL)
        *found = was_there;
    return ok ? RMAP_FN(vals_)(m) + at : NULL;
}

/* Sets the value of `key`. An equal key in the map is replaced by this one, unless the
 * map owns its keys. False when out of memory, the map unchanged. */
RMAP_MODEL("write map:0 key:1 val:2" RMAP_COPIES)
static inline bool RMAP_FN(put)(RMAP_NAME *m, RMAP_FN(key) key, RMAP_FN(value) value)
{
    size_t at;
    bool found = false;

    if (!RMAP_FN(assign_)(m, key, &at, &found))
        return false;
    if (found && !RMAP_OWN_STRINGS)
        RMAP_FN(keys_)(m)[at] = key;
    RMAP_FN(vals_)(m)[at] = value;
    return true;
}

/* Remembers when it was borrowed. */
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
        ref.generation = m->s.guard.generation;
    return ref;
}

static inline RMAP_FN(value) * RMAP_FN(deref)(const RMAP_NAME *m, RMAP_FN(ref) ref)
{
    if (RMAP_DEBUG && m != NULL && ref.value != NULL)
        rmap_guard_use(RMAP_WHO, &m->s.guard, ref.generation);
    return ref.value;
}
#endif

/* ---- many at once ---- */

/* Puts `n` entries, in any order; of equal keys the last one wins. All of them, or none
 * and false when out of memory. A set has no `values`. */
RMAP_MODEL("write map:0")
static inline bool RMAP_FN(put_all)(RMAP_NAME *m, const RMAP_FN(key) * keys,
#if !RMAP_IS_SET
                                    const RMAP_FN(value) * values,
#endif
                                    size_t n)
{
#if RMAP_IS_SET
    const void *values = NULL;
#endif
    bool ok;

    if (m == NULL)
        rmap_guard_panic(RMAP_WHO, "assignment to entry in nil map");
    if (RMAP_DEBUG)
        rmap_guard_write_begin(RMAP_WHO, &m->s.guard);
    ok = rmap_sorted_put_all(RMAP_TYPE, &m->s, keys, values, n);
    if (RMAP_DEBUG)
        rmap_guard_write_end(RMAP_WHO, &m->s.guard);
    return ok;
}

/* A new map of `n` entries, in any order; of equal keys the last one wins. NULL when
 * out of memory. `opt` may be NULL. The caller owns the map: NAME_free. */
RMAP_MODEL("new returns:map context")
static inline RMAP_NAME *RMAP_FN(build)(const RMAP_FN(key) * keys,
#if !RMAP_IS_SET
                                        const RMAP_FN(value) * values,
#endif
                                        size_t n, const RmapOptions *opt)
{
    RMAP_NAME *m = RMAP_FN(make_with)(n, opt);
#if RMAP_IS_SET
    const void *values = NULL;
#endif

    if (m != NULL && !rmap_sorted_put_all(RMAP_TYPE, &m->s, keys, values, n)) {
        RMAP_FN(free)(m);
        return NULL;
    }
    return m;
}

/* ---- iteration ---- */

/* Entries `next` to `end`. */
static inline void RMAP_FN(iter_over_)(RMAP_FN(iter) * it, const RMAP_NAME *m,
                                       size_t next, size_t end)
{
    it->key = NULL;
#if !RMAP_IS_SET
    it->value = NULL;
#endif
    it->map = m;
    it->next = next;
    it->end = end;
    it->generation = m == NULL ? 0 : m->s.guard.generation;
    if (RMAP_DEBUG && m != NULL)
        rmap_guard_read(RMAP_WHO, &m->s.guard);
}

/* Begins an iteration over `m`, in order. It ends when NAME_next returns false, or may
 * just be left. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_init)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    RMAP_FN(iter_over_)(it, m, 0, RMAP_FN(len)(m));
}

/* The same from the first key that is not less than `from`. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_from)(RMAP_FN(iter) * it, const RMAP_NAME *m,
                                      RMAP_FN(key) from)
{
    RMAP_FN(iter_over_)(it, m, m == NULL ? 0 : RMAP_FN(bound_)(m, from),
                        RMAP_FN(len)(m));
}

/* The same to the last key that is less than `to`. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_range)(RMAP_FN(iter) * it, const RMAP_NAME *m,
                                       RMAP_FN(key) from, RMAP_FN(key) to)
{
    RMAP_FN(iter_over_)(it, m, m == NULL ? 0 : RMAP_FN(bound_)(m, from),
                        m == NULL ? 0 : RMAP_FN(bound_)(m, to));
}

/* Steps to the next entry, it->key and it->value; false when there is none. */
RMAP_MODEL("next it:0")
static inline bool RMAP_FN(next)(RMAP_FN(iter) * it)
{
    if (it->map == NULL)
        return false;
    if (RMAP_DEBUG)
        rmap_guard_next(RMAP_WHO, &it->map->s.guard, it->generation);
    if (it->next >= it->end || it->next >= it->map->s.count) {
        RMAP_FN(iter_over_)(it, NULL, 0, 0);
        return false;
    }
    it->key = RMAP_FN(keys_)(it->map) + it->next;
#if !RMAP_IS_SET
    it->value = RMAP_FN(vals_)(it->map) + it->next;
#endif
    it->next++;
    return true;
}

/* Ends an iteration before its end. Nothing is lost without it. */
RMAP_MODEL("end it:0")
static inline void RMAP_FN(iter_end)(RMAP_FN(iter) * it)
{
    it->map = NULL;
}

/* The entry with the least key, as the first of an iteration over all; false when the
 * map is empty. */
RMAP_MODEL("iter it:0 map:1")
static inline bool RMAP_FN(first)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    RMAP_FN(iter_init)(it, m);
    return RMAP_FN(next)(it);
}

/* The entry with the greatest key, after which NAME_next finds none. */
RMAP_MODEL("iter it:0 map:1")
static inline bool RMAP_FN(last)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    size_t count = RMAP_FN(len)(m);

    RMAP_FN(iter_over_)(it, m, count == 0 ? 0 : count - 1, count);
    return RMAP_FN(next)(it);
}

#undef RMAP_TYPE
#undef RMAP_WHO
#include "rmap/template_end.h"
