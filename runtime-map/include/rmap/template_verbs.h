/*
 * What the templates with groups of tags (flat.h, dense.h) share at their end: the life
 * of a map and the verbs on its entries. Before it the member has defined NAME, its
 * type, and
 *
 *     RMAP_CORE(verb)             the member's untyped functions, rmap_MEMBER_verb
 *     NAME_find_(f, &key, hash, &at)      the slot of a key, or NULL
 *     NAME_insert_(f, &key, hash)         a slot for one that is not there, or NULL
 *     NAME_erase_(f, slot, at, hash)      what was found is no entry any more
 */
/* ---- life ---- */

/* An empty map with room for `hint` entries, or NULL when out of memory. An absurd hint
 * is ignored. The caller owns it: NAME_free. */
RMAP_MODEL("new returns:map hint:0")
static inline RMAP_NAME *RMAP_FN(make)(size_t hint)
{
    return (RMAP_NAME *)(void *)RMAP_CORE(make)(RMAP_TYPE, hint, NULL);
}

/* The same with options, which are copied; NULL means the defaults. */
RMAP_MODEL("new returns:map hint:0 context")
static inline RMAP_NAME *RMAP_FN(make_with)(size_t hint, const RmapOptions *opt)
{
    return (RMAP_NAME *)(void *)RMAP_CORE(make)(RMAP_TYPE, hint, opt);
}

/* How many entries; of a NULL map 0. */
RMAP_MODEL("len map:0")
static inline size_t RMAP_FN(len)(const RMAP_NAME *m)
{
    return m == NULL ? 0 : RMAP_CORE(count)(&m->f);
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
    ok = RMAP_CORE(reserve)(RMAP_TYPE, &m->f, entries);
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
    ok = RMAP_CORE(shrink)(RMAP_TYPE, &m->f);
    if (RMAP_DEBUG)
        rmap_guard_write_end(&RMAP_TYPE->who, &m->f.guard);
    return ok;
}

/* The map at this moment, see observe.h; of a NULL map all 0. */
RMAP_MODEL("len map:0")
static inline RmapStats RMAP_FN(stats)(const RMAP_NAME *m)
{
    return RMAP_CORE(stats)(RMAP_TYPE, m == NULL ? &RMAP_CORE(nil) : &m->f);
}

/* Removes every entry and keeps the array for the next ones. Takes time with the
 * array's size, but of dense with the entries, where they are few. Panics on NULL. */
RMAP_MODEL("clear map:0")
static inline void RMAP_FN(clear)(RMAP_NAME *m)
{
    if (m == NULL)
        rmap_guard_panic(&RMAP_TYPE->who, "clear of nil map");
    if (RMAP_DEBUG)
        rmap_guard_write_begin(&RMAP_TYPE->who, &m->f.guard);
    RMAP_CORE(clear)(RMAP_TYPE, &m->f);
    if (RMAP_DEBUG)
        rmap_guard_write_end(&RMAP_TYPE->who, &m->f.guard);
}

/* For pool.h: from now on any use of the map panics under RMAP_DEBUG, or no more. */
static inline void RMAP_FN(rest_)(RMAP_NAME *m, bool resting)
{
    rmap_guard_rest(&m->f.guard, resting);
}

/* Frees the map; NULL is fine. */
RMAP_MODEL("free map:0")
static inline void RMAP_FN(free)(RMAP_NAME *m)
{
    if (RMAP_DEBUG && m != NULL)
        rmap_guard_write_begin(&RMAP_TYPE->who, &m->f.guard);
    RMAP_CORE(free)(RMAP_TYPE, m == NULL ? NULL : &m->f);
}

/* ---- entries ---- */

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
RMAP_MODEL("write map:0 key:1 keeps-key returns:borrow|null" RMAP_COPIES)
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
        RMAP_FN(erase_)(&m->f, s, at, hash);
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
        RMAP_CORE(use)(RMAP_TYPE, &m->f, ref.value);
    }
    return ref.value;
}

#endif

#undef RMAP_CORE
#undef RMAP_TYPE
#undef RMAP_DROP
#undef RMAP_KEEPS_HASH
#undef RMAP_KEPT_HASH
#undef RMAP_CACHE_HASH
#undef RMAP_HASH_FIELD
#undef RMAP_PORTABLE
#include "rmap/template_end.h"
