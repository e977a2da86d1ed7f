/*
 * rmap/nested.h: maps of maps with an owner. The inner maps are of a type that exists,
 * of any member; the outer map is generated here:
 *
 *     #define RMAP_NAME scores                 the inner maps: player -> points
 *     #define RMAP_KEY int
 *     #define RMAP_VALUE long
 *     #define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
 *     #define RMAP_EQUAL(a, b) ((a) == (b))
 *     #include "rmap/hmap.h"
 *
 *     #define RMAP_NESTED games                the map of maps: game -> scores
 *     #define RMAP_INNER scores
 *     #define RMAP_KEY const char *
 *     #define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
 *     #define RMAP_EQUAL(a, b) (strcmp(a, b) == 0)
 *     #include "rmap/nested.h"
 *
 * and RMAP_INNER_SET 1 where the inner maps are sets. The outer map is an hmap, or,
 * with RMAP_OVER "rmap/flat.h", of that member; its type is NAME_outer. All parameters
 * of the member serve the outer map (RMAP_OWN_STRINGS, RMAP_PANIC ...).
 *
 * Who owns what: the map of maps owns every inner map. NAME_inner makes the one of an
 * outer key where there is none, once, and lends it; whoever borrowed it may put, read,
 * delete and iterate in it by the functions of its own type, and may not free it. It
 * ends with NAME_delete_inner, NAME_clear_free or NAME_free. NAME_clear keeps the inner
 * maps, emptied, and gives them to the next new outer keys.
 *
 * The laws:
 *  - A NULL map of maps is empty to every read; writing to it or clearing it panics.
 *  - A borrowed inner map is good until its outer key is deleted, until clear,
 *    clear_free or free. New outer keys move none. It is not good after NAME_clear,
 *    although it still exists: it may be the inner map of another key.
 *  - Deleting the last entry of an inner map leaves it there, empty.
 *  - Iteration follows the law of the outer map's member; clear and free end it.
 *  - Any number of threads may read at once; a writer must be alone, also one that
 *    writes to a borrowed inner map.
 *
 * RMAP_DEBUG adds the traps of both members, and NAME_deref_inner of an inner map that
 * is not its outer key's any more.
 */
#include "rmap/hash.h"
#include "rmap/hmap_core.h"
#include "rmap/nested_core.h"
#include "rmap/own.h"

#if !defined(RMAP_NESTED) || !defined(RMAP_INNER) || !defined(RMAP_KEY)
#error "rmap/nested.h needs RMAP_NESTED, RMAP_INNER, RMAP_KEY, RMAP_HASH and RMAP_EQUAL"
#endif
#if defined(RMAP_NAME) || defined(RMAP_VALUE)
#error "rmap/nested.h: RMAP_NESTED names the map, RMAP_INNER says its values"
#endif
#ifndef RMAP_INNER_SET
#define RMAP_INNER_SET 0
#endif

#define RMAP_NAME  RMAP_PASTE(RMAP_NESTED, outer)
#define RMAP_VALUE RMAP_PASTE(RMAP_NESTED, entry_)
#include "rmap/template_begin.h"

/* What the outer map holds: an inner map, and the number of the time it got there. */
typedef struct RMAP_VALUE {
    RMAP_INNER *map;
    uint64_t serial;
} RMAP_VALUE;

#if RMAP_OWN_STRINGS
#define RMAP_NESTED_COPIES " copies-key"
#else
#define RMAP_NESTED_COPIES
#endif
#ifdef RMAP_OVER
#define RMAP_NESTED_ITERATOR "iterator dies-on write:new clear free; "
#include RMAP_OVER
#else
#define RMAP_NESTED_ITERATOR "iterator dies-on clear free; "
#include "rmap/hmap.h"
#endif

#define RMAP_OUTER_FN(verb) RMAP_PASTE(RMAP_PASTE(RMAP_NESTED, outer), verb)
#define RMAP_INNER_FN(verb) RMAP_PASTE(RMAP_INNER, verb)

#define RMAP_NAME RMAP_NESTED
#define RMAP_KEY  RMAP_OUTER_FN(key)
#include "rmap/template_begin.h"

#define RMAP_WHO (&RMAP_FN(who_))

static const RmapWho RMAP_FN(who_) = { RMAP_TEXT(RMAP_NESTED), RMAP_PANIC };

/* A map of maps. Made by NAME_make, used through pointers; NULL is the nil map. */
typedef struct RMAP_LAW("nested; nil read:ok len:ok iter:ok delete:ok write:panic "
                        "clear:panic free:noop; " RMAP_NESTED_ITERATOR
                        "pointer dies-on delete:current clear free; clear "
                        "keeps-room") RMAP_NAME {
    RmapNested n;
    RMAP_PASTE(RMAP_NESTED, outer) * outer;
} RMAP_NAME;

/* An iteration over the inner maps. */
typedef struct RMAP_FN(iter) {
    const RMAP_OUTER_FN(key) * key;
    RMAP_INNER *inner; /* borrowed */
    RMAP_OUTER_FN(iter) at;
} RMAP_FN(iter);

/* Remembers whose inner map was borrowed. */
typedef struct RMAP_FN(ref) {
    RMAP_INNER *inner; /* NULL: no such key */
    uint64_t serial;
    uint64_t generation;
} RMAP_FN(ref);

/* An empty map with room for `hint` inner maps and the given options, or NULL when out
 * of memory. The options, which may be NULL for the defaults, are copied; the outer map
 * and every inner map are made with them. The caller owns it: NAME_free. */
RMAP_MODEL("new returns:map hint:0 context")
static inline RMAP_NAME *RMAP_FN(make_with)(size_t hint, const RmapOptions *opt)
{
    RMAP_NAME *m = (RMAP_NAME *)(void *)rmap_nested_new(sizeof(RMAP_NAME), opt);

    if (m == NULL)
        return NULL;
    m->outer = RMAP_OUTER_FN(make_with)(hint, opt);
    if (m->outer == NULL) {
        rmap_nested_free(&m->n, sizeof *m);
        return NULL;
    }
    return m;
}

/* The same with the defaults. */
RMAP_MODEL("new returns:map hint:0")
static inline RMAP_NAME *RMAP_FN(make)(size_t hint)
{
    return RMAP_FN(make_with)(hint, NULL);
}

/* Inner maps that are made from now on have room for `hint` entries. */
RMAP_MODEL("inert")
static inline void RMAP_FN(set_inner_hint)(RMAP_NAME *m, size_t hint)
{
    m->n.inner_hint = hint;
}

/* How many inner maps there are; of a NULL map 0. */
RMAP_MODEL("len map:0")
static inline size_t RMAP_FN(len)(const RMAP_NAME *m)
{
    return m == NULL ? 0 : RMAP_OUTER_FN(len)(m->outer);
}

/* ---- inner maps ---- */

/* The inner map of `key`, borrowed, or NULL. NULL may be read as an empty map. */
RMAP_MODEL("read map:0 key:1 returns:borrow|null")
static inline RMAP_INNER *RMAP_FN(get_inner)(const RMAP_NAME *m, RMAP_OUTER_FN(key) key)
{
    const RMAP_OUTER_FN(value) * e;

    if (m == NULL)
        return NULL;
    e = RMAP_OUTER_FN(get)(m->outer, key);
    return e == NULL ? NULL : e->map;
}

/* Takes an inner map out of those that are kept, or makes one. */
static inline RMAP_INNER *RMAP_FN(spare_)(RMAP_NAME *m)
{
    if (!rmap_nested_reserve(&m->n, m->n.spares + RMAP_OUTER_FN(len)(m->outer) + 1))
        return NULL;
    if (m->n.spares > 0)
        return (RMAP_INNER *)m->n.spare[--m->n.spares];
    return RMAP_INNER_FN(make_with)(m->n.inner_hint, &m->n.options);
}

/* Keeps an empty inner map. */
static inline void RMAP_FN(keep_)(RMAP_NAME *m, RMAP_INNER *inner)
{
    m->n.spare[m->n.spares++] = inner;
}

/* Makes `inner` that of a key that has none; false when out of memory. */
static inline bool RMAP_FN(enter_)(RMAP_NAME *m, RMAP_OUTER_FN(key) key,
                                   RMAP_INNER *inner)
{
    RMAP_OUTER_FN(value) *e = RMAP_OUTER_FN(get_or_put)(m->outer, key, NULL);

    if (e == NULL)
        return false;
    e->map = inner;
    e->serial = ++m->n.serial;
    return true;
}

/* Finds or makes the inner map of `key` for an entry to be made in it; *fresh says that
 * it is not the key's yet. */
static inline RMAP_INNER *RMAP_FN(prepare_)(RMAP_NAME *m, RMAP_OUTER_FN(key) key,
                                            bool *fresh)
{
    RMAP_INNER *inner;

    if (m == NULL)
        rmap_guard_panic(RMAP_WHO, "assignment to entry in nil map");
    inner = RMAP_FN(get_inner)(m, key);
    *fresh = inner == NULL;
    return *fresh ? RMAP_FN(spare_)(m) : inner;
}

/* The inner map of `key`, borrowed, made where there is none. NULL when out of memory,
 * the entries unchanged. */
RMAP_MODEL("write:new map:0 key:1 keeps-key returns:borrow|null" RMAP_NESTED_COPIES)
static inline RMAP_INNER *RMAP_FN(inner)(RMAP_NAME *m, RMAP_OUTER_FN(key) key)
{
    bool fresh;
    RMAP_INNER *inner = RMAP_FN(prepare_)(m, key, &fresh);

    if (inner == NULL || !fresh || RMAP_FN(enter_)(m, key, inner))
        return inner;
    RMAP_FN(keep_)(m, inner);
    return NULL;
}

/* Frees the inner map of `key` and all in it; true if there was one. */
RMAP_MODEL("delete map:0 key:1 destroy-val:" RMAP_TEXT(RMAP_INNER_FN(free)))
static inline bool RMAP_FN(delete_inner)(RMAP_NAME *m, RMAP_OUTER_FN(key) key)
{
    RMAP_INNER *inner = RMAP_FN(get_inner)(m, key);

    if (inner == NULL)
        return false;
    rmap_guard_moved(&m->n.guard, RMAP_MOVE_DELETE);
    RMAP_OUTER_FN(delete)(m->outer, key);
    RMAP_INNER_FN(free)(inner);
    return true;
}

/* NAME_get_inner for a pointer that is kept: NAME_deref_inner gives it back and, under
 * RMAP_DEBUG, panics once it is not the inner map of its key any more. */
static inline RMAP_FN(ref)
    RMAP_FN(borrow_inner)(const RMAP_NAME *m, RMAP_OUTER_FN(key) key)
{
    RMAP_FN(ref) ref = { NULL, 0, 0 };
    const RMAP_OUTER_FN(value) *e =
        m == NULL ? NULL : RMAP_OUTER_FN(get)(m->outer, key);

    if (e == NULL)
        return ref;
    ref.inner = e->map;
    ref.serial = e->serial;
    ref.generation = m->n.guard.generation;
    return ref;
}

/* Whether the map still lends it. Other inner maps may have gone since, so the
 * generation alone does not tell. */
static inline bool RMAP_FN(lends_)(const RMAP_NAME *m, RMAP_FN(ref) ref)
{
    RMAP_OUTER_FN(iter) it;
    bool found = ref.generation == m->n.guard.generation;

    RMAP_OUTER_FN(iter_init)(&it, m->outer);
    while (!found && RMAP_OUTER_FN(next)(&it))
        found = it.value->map == ref.inner && it.value->serial == ref.serial;
    RMAP_OUTER_FN(iter_end)(&it);
    return found;
}

static inline RMAP_INNER *RMAP_FN(deref_inner)(const RMAP_NAME *m, RMAP_FN(ref) ref)
{
    if (RMAP_DEBUG && m != NULL && ref.inner != NULL && !RMAP_FN(lends_)(m, ref))
        rmap_guard_use(RMAP_WHO, &m->n.guard, ref.generation);
    return ref.inner;
}

/* How many entries all inner maps have; takes time for each inner map. */
RMAP_MODEL("len map:0")
static inline size_t RMAP_FN(count)(const RMAP_NAME *m)
{
    RMAP_OUTER_FN(iter) it;
    size_t count = 0;

    if (m == NULL)
        return 0;
    RMAP_OUTER_FN(iter_init)(&it, m->outer);
    while (RMAP_OUTER_FN(next)(&it))
        count += RMAP_INNER_FN(len)(it.value->map);
    return count;
}

/* The sums over the inner maps, also those that are kept empty. Metadata has the outer
 * map, too. Takes time for each inner map. */
RMAP_MODEL("len map:0")
static inline RmapStats RMAP_FN(stats)(const RMAP_NAME *m)
{
    RmapStats sum = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };
    RmapStats outer;
    RMAP_OUTER_FN(iter) it;

    if (m == NULL)
        return sum;
    RMAP_OUTER_FN(iter_init)(&it, m->outer);
    while (RMAP_OUTER_FN(next)(&it))
        rmap_nested_add(&sum, RMAP_INNER_FN(stats)(it.value->map));
    RMAP_OUTER_FN(iter_end)(&it);
    for (size_t i = 0; i < m->n.spares; i++)
        rmap_nested_add(&sum, RMAP_INNER_FN(stats)((RMAP_INNER *)m->n.spare[i]));
    outer = RMAP_OUTER_FN(stats)(m->outer);
    sum.metadata +=
        sizeof *m + m->n.spare_room * sizeof *m->n.spare + outer.metadata + outer.data;
    return sum;
}

/* Makes a fresh inner map the key's if its entry was made; else keeps it for later. */
static inline bool RMAP_FN(settle_)(RMAP_NAME *m, RMAP_OUTER_FN(key) key,
                                    RMAP_INNER *inner, bool fresh, bool made)
{
    if (!fresh || (made && RMAP_FN(enter_)(m, key, inner)))
        return made;
    RMAP_INNER_FN(clear)(inner);
    RMAP_FN(keep_)(m, inner);
    return false;
}

/* Removes `inner_key` from the inner map of `key`, which stays; true if it was there.
 */
RMAP_MODEL("inert")
static inline bool RMAP_FN(delete)(RMAP_NAME *m, RMAP_OUTER_FN(key) key,
                                   RMAP_INNER_FN(key) inner_key)
{
    return RMAP_INNER_FN(delete)(RMAP_FN(get_inner)(m, key), inner_key);
}

#if RMAP_INNER_SET
/* Whether `inner_key` is in the set of `key`. */
RMAP_MODEL("read map:0 key:1")
static inline bool RMAP_FN(has)(const RMAP_NAME *m, RMAP_OUTER_FN(key) key,
                                RMAP_INNER_FN(key) inner_key)
{
    return RMAP_INNER_FN(has)(RMAP_FN(get_inner)(m, key), inner_key);
}

/* Adds `inner_key` to the set of `key`, which is made where there is none. `was_there`
 * may be NULL. False when out of memory, the entries unchanged. */
RMAP_MODEL("write:new map:0 key:1 keeps-key" RMAP_NESTED_COPIES)
static inline bool RMAP_FN(add)(RMAP_NAME *m, RMAP_OUTER_FN(key) key,
                                RMAP_INNER_FN(key) inner_key, bool *was_there)
{
    bool fresh;
    RMAP_INNER *inner = RMAP_FN(prepare_)(m, key, &fresh);

    if (inner == NULL)
        return false;
    return RMAP_FN(settle_)(m, key, inner, fresh,
                            RMAP_INNER_FN(add)(inner, inner_key, was_there));
}
#else
/* The value of `inner_key` in the inner map of `key`, borrowed from that, or NULL. */
RMAP_MODEL("read map:0 key:1")
static inline RMAP_INNER_FN(value) * RMAP_FN(get)(const RMAP_NAME *m,
                                                  RMAP_OUTER_FN(key) key,
                                                  RMAP_INNER_FN(key) inner_key)
{
    return RMAP_INNER_FN(get)(RMAP_FN(get_inner)(m, key), inner_key);
}

/* Sets the value of `inner_key` in the inner map of `key`, which is made where there is
 * none. False when out of memory, the entries unchanged. */
RMAP_MODEL("write:new map:0 key:1 keeps-key" RMAP_NESTED_COPIES)
static inline bool RMAP_FN(put)(RMAP_NAME *m, RMAP_OUTER_FN(key) key,
                                RMAP_INNER_FN(key) inner_key,
                                RMAP_INNER_FN(value) value)
{
    bool fresh;
    RMAP_INNER *inner = RMAP_FN(prepare_)(m, key, &fresh);

    if (inner == NULL)
        return false;
    return RMAP_FN(settle_)(m, key, inner, fresh,
                            RMAP_INNER_FN(put)(inner, inner_key, value));
}

/* The same for a value made zero if absent; NULL when out of memory. `found` may be
 * NULL. */
RMAP_MODEL("write:new map:0 key:1 keeps-key" RMAP_NESTED_COPIES)
static inline RMAP_INNER_FN(value) *
    RMAP_FN(get_or_put)(RMAP_NAME *m, RMAP_OUTER_FN(key) key,
                        RMAP_INNER_FN(key) inner_key, bool *found)
{
    bool fresh;
    RMAP_INNER_FN(value) *value = NULL;
    RMAP_INNER *inner = RMAP_FN(prepare_)(m, key, &fresh);

    if (found != NULL)
        *found = false;
    if (inner == NULL)
        return NULL;
    value = RMAP_INNER_FN(get_or_put)(inner, inner_key, found);
    return RMAP_FN(settle_)(m, key, inner, fresh, value != NULL) ? value : NULL;
}
#endif

/* ---- clear and free ---- */

/* Takes every inner map out of the outer one, and keeps or frees it. */
static inline void RMAP_FN(empty_)(RMAP_NAME *m, bool keep)
{
    RMAP_OUTER_FN(iter) it;

    if (m == NULL)
        rmap_guard_panic(RMAP_WHO, "clear of nil map");
    rmap_guard_moved(&m->n.guard, RMAP_MOVE_CLEAR);
    RMAP_OUTER_FN(iter_init)(&it, m->outer);
    while (RMAP_OUTER_FN(next)(&it)) {
        RMAP_INNER *inner = it.value->map;
        if (keep) {
            RMAP_INNER_FN(clear)(inner);
            RMAP_FN(keep_)(m, inner);
        } else {
            RMAP_INNER_FN(free)(inner);
        }
    }
    RMAP_OUTER_FN(iter_end)(&it);
    RMAP_OUTER_FN(clear)(m->outer);
}

/* Frees the inner maps that clear has kept and no key has taken again. */
RMAP_MODEL("inert")
static inline void RMAP_FN(shrink)(RMAP_NAME *m)
{
    while (m != NULL && m->n.spares > 0)
        RMAP_INNER_FN(free)((RMAP_INNER *)m->n.spare[--m->n.spares]);
}

/* Removes every entry and keeps the inner maps, cleared, for the next outer keys. Needs
 * no memory. */
RMAP_MODEL("clear map:0")
static inline void RMAP_FN(clear)(RMAP_NAME *m)
{
    RMAP_FN(empty_)(m, true);
}

/* Removes every entry and frees the inner maps, those that were kept too. */
RMAP_MODEL("clear map:0 destroy-val:" RMAP_TEXT(RMAP_INNER_FN(free)))
static inline void RMAP_FN(clear_free)(RMAP_NAME *m)
{
    RMAP_FN(empty_)(m, false);
    RMAP_FN(shrink)(m);
}

/* Frees the map with all its inner maps; NULL is fine. */
RMAP_MODEL("free map:0 destroy-val:" RMAP_TEXT(RMAP_INNER_FN(free)))
static inline void RMAP_FN(free)(RMAP_NAME *m)
{
    if (m == NULL)
        return;
    RMAP_FN(clear_free)(m);
    RMAP_OUTER_FN(free)(m->outer);
    rmap_nested_free(&m->n, sizeof *m);
}

/* ---- iteration ---- */

/* Begins an iteration over the inner maps, to be ended if it is left early. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_init)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    it->key = NULL;
    it->inner = NULL;
    RMAP_OUTER_FN(iter_init)(&it->at, m == NULL ? NULL : m->outer);
}

/* Steps to the next inner map, it->inner of it->key; false when there is none. */
RMAP_MODEL("next it:0")
static inline bool RMAP_FN(next)(RMAP_FN(iter) * it)
{
    bool more = RMAP_OUTER_FN(next)(&it->at);

    it->key = more ? it->at.key : NULL;
    it->inner = more ? it->at.value->map : NULL;
    return more;
}

/* Ends an iteration before its end; harmless after it. */
RMAP_MODEL("end it:0")
static inline void RMAP_FN(iter_end)(RMAP_FN(iter) * it)
{
    RMAP_OUTER_FN(iter_end)(&it->at);
}

#include "rmap/template_end.h"
#undef RMAP_OUTER_FN
#undef RMAP_INNER_FN
#undef RMAP_WHO
#undef RMAP_NESTED
#undef RMAP_NESTED_COPIES
#undef RMAP_NESTED_ITERATOR
#undef RMAP_INNER
#undef RMAP_INNER_SET
#undef RMAP_OVER
