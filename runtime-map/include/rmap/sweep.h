/*
 * rmap/sweep.h: a sweeper, which removes what has expired from a map a little at a
 * time. After the map type,
 *
 *     #define RMAP_NAME expiry
 *     #define RMAP_OF sessions
 *     #define RMAP_EXPIRED(key, value, now) ((now) - (value)->seen > 60)
 *     #include "rmap/sweep.h"
 *
 * and then, once a second or so:
 *
 *     expiry s;
 *     expiry_init(&s, m);
 *     ...
 *     expiry_run(&s, now, 100);          looks at about 100 entries
 *     ...
 *     expiry_end(&s);                    before the map is cleared or freed
 *
 * RMAP_EXPIRED gets pointers to const, to the key and the value, and must not touch the
 * map. Optional are
 *
 *     RMAP_OF_FLAT 1         the map is a flat one; otherwise it is an hmap
 *     RMAP_TIME              of `now`: uint64_t unless given
 *     RMAP_DROP(key, value)  called for an entry that goes, with pointers to copies of
 *                            its key and value: to free what they point to
 *
 * The laws:
 *  - A call looks at `most` entries, and at the rest of the groups that it has begun
 *    (60 entries at most, in flat). Empty room between entries is passed over besides:
 *    a map that has become sparse is cheaper to sweep after NAME_shrink.
 *  - Entries are deleted under the iteration, which both members allow. Between calls
 *    everything may be done to the map but clear, shrink and free: before these,
 *    NAME_end.
 *  - A pass looks once at every entry that is there from its beginning to its end. In a
 *    flat map only if that does not grow meanwhile; what is missed is looked at by the
 *    next pass.
 *  - Over an hmap a pass that is under way is an open iteration: an old bucket array
 *    may stay in memory until it ends. Over flat it is a number.
 *  - The map must be alone with the sweeper during a call; over a locked map, call it
 *    in a bracket for writing.
 */
#if !defined(RMAP_OF) || !defined(RMAP_EXPIRED)
#error "rmap/sweep.h needs RMAP_NAME, RMAP_OF and RMAP_EXPIRED"
#endif
#ifndef RMAP_OF_FLAT
#define RMAP_OF_FLAT 0
#endif
#ifndef RMAP_TIME
#define RMAP_TIME uint64_t
#endif
#ifndef RMAP_DROP
#define RMAP_DROP(key, value) ((void)(key))
#endif

#define RMAP_KEY RMAP_OF_FN(key)
#include "rmap/template_begin.h"

#define RMAP_OF_FN(verb) RMAP_PASTE(RMAP_OF, verb)

/* A sweeper; the counts are the user's to read. Must not be copied in the midst of a
 * pass. */
typedef struct RMAP_NAME {
    RMAP_OF *map;
    size_t looked;  /* at entries, ever */
    size_t expired; /* of them, and removed */
    size_t passes;  /* that went to their end */
    bool open;      /* a pass is under way */
#if RMAP_OF_FLAT
    size_t position; /* the group where it goes on */
#else
    RMAP_OF_FN(iter) it;
#endif
} RMAP_NAME;

/* Begins to sweep `m`, which may be NULL: there is nothing to do then. */
static inline void RMAP_FN(init)(RMAP_NAME *s, RMAP_OF *m)
{
    s->map = m;
    s->looked = 0;
    s->expired = 0;
    s->passes = 0;
    s->open = false;
}

/* Breaks off the pass that is under way, if any; the next run begins another. Harmless
 * twice, and after the end of a pass. */
static inline void RMAP_FN(end)(RMAP_NAME *s)
{
#if !RMAP_OF_FLAT
    if (s->open)
        RMAP_OF_FN(iter_end)(&s->it);
#endif
    s->open = false;
}

#if RMAP_OF_FLAT
#define RMAP_OWNS_KEYS (RMAP_OF_FN(type).drop != NULL)
#else
#define RMAP_OWNS_KEYS (RMAP_OF_FN(type).own_keys)
#endif

/* Removes the entry that the iteration stands on. The map needs the key to find it by,
 * so what that points to may be freed only afterwards; unless the key is the map's own,
 * which dies with the entry. A NaN is not removed, nor dropped: nothing finds it. */
static inline size_t RMAP_FN(remove_)(RMAP_NAME *s, RMAP_OF_FN(iter) * it)
{
    RMAP_OF_FN(key) key = *it->key;
    RMAP_OF_FN(value) value = *it->value;

    (void)value; /* the macro may ignore its arguments */
    if (RMAP_OWNS_KEYS) {
        RMAP_DROP(&key, &value);
        return RMAP_OF_FN(delete)(s->map, key);
    }
    if (!RMAP_OF_FN(delete)(s->map, key))
        return 0;
    RMAP_DROP(&key, &value);
    return 1;
}

/* Removes the entry that the iteration stands on, if it has expired. */
static inline size_t RMAP_FN(look_)(RMAP_NAME *s, RMAP_OF_FN(iter) * it, RMAP_TIME now)
{
    const RMAP_OF_FN(key) *key = it->key;
    const RMAP_OF_FN(value) *value = it->value;

    (void)key; /* the macro may ignore its arguments */
    (void)value;
    s->looked++;
    if (!(RMAP_EXPIRED(key, value, now)))
        return 0;
    return RMAP_FN(remove_)(s, it);
}

/* Goes on with the pass, or begins one: looks at `most` entries, and removes those that
 * have expired by `now`. It ends early when the pass does. How many were removed. */
static inline size_t RMAP_FN(run)(RMAP_NAME *s, RMAP_TIME now, size_t most)
{
    size_t looked = 0;
    size_t removed = 0;
    bool more = true;
#if RMAP_OF_FLAT
    RMAP_OF_FN(iter) it;

    RMAP_OF_FN(iter_init)(&it, s->map);
    if (s->map == NULL || most == 0)
        return 0;
    if (s->open)
        it.next = s->position;
    s->open = true;
    while ((looked < most || it.used != 0) && (more = RMAP_OF_FN(next)(&it))) {
        removed += RMAP_FN(look_)(s, &it, now);
        looked++;
    }
    s->position = it.next;
#else
    if (s->map == NULL || most == 0)
        return 0;
    if (!s->open)
        RMAP_OF_FN(iter_init)(&s->it, s->map);
    s->open = true;
    while (looked < most && (more = RMAP_OF_FN(next)(&s->it))) {
        removed += RMAP_FN(look_)(s, &s->it, now);
        looked++;
    }
#endif
    s->expired += removed;
    if (!more) {
        s->passes++;
        s->open = false;
    }
    return removed;
}

#undef RMAP_OWNS_KEYS
#undef RMAP_OF
#undef RMAP_OF_FN
#undef RMAP_OF_FLAT
#undef RMAP_EXPIRED
#undef RMAP_TIME
#undef RMAP_DROP
#include "rmap/template_end.h"
