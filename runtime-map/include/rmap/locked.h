/*
 * rmap/locked.h: any map of the family under a reader-writer lock, for threads. First
 * the map, then its locked form:
 *
 *     #define RMAP_NAME counts
 *     ...
 *     #include "rmap/hmap.h"
 *
 *     #define RMAP_NAME shared
 *     #define RMAP_OF counts
 *     #include "rmap/locked.h"
 *
 * Works over every member that has make_with, len, get, get_or_put, put, delete, clear,
 * free and stats; over a set with RMAP_OF_SET 1; without NAME_stats over one that has
 * none, RMAP_OF_NO_STATS 1. Keys and values are those of the inner
 * map (counts_key, counts_value). RMAP_PANIC and RMAP_DEBUG as in template_begin.h.
 *
 * With RMAP_SINGLE_THREADED defined to 1, in the whole program, there is no lock.
 *
 * The laws:
 *  - Single functions may be called by any number of threads at once, but for make and
 *    free. They copy values out: a pointer would outlive the lock.
 *  - Several operations that belong together stand in a bracket, which lends the inner
 *    map with the lock held:
 *
 *        const counts *m = shared_read_begin(s);     or NAME_with_read(s, f, ctx)
 *        ... read and iterate m ...
 *        shared_read_end(s);
 *
 *    Of what NAME_read_begin lends only reads are lawful: other threads read as well.
 *    Nothing that was borrowed from the inner map may be used after the end.
 *  - A thread must not write, by function or bracket, while it is in a bracket of its
 *    own on the same map: it would wait for itself. Reading within a bracket for
 *    reading is lawful where the system's lock lets readers pass waiting writers, as
 *    glibc's does.
 *  - A NULL map is empty to every read and delete; writing to it or clearing it panics.
 *
 * RMAP_DEBUG adds traps: a write in a bracket of the same thread, a read in one for
 * writing, an end without a beginning, and free while a bracket is open. It sees the
 * first eight readers.
 */
#ifndef RMAP_OF
#error "rmap/locked.h needs RMAP_NAME and RMAP_OF, the name of a map type"
#endif
#ifndef RMAP_OF_SET
#define RMAP_OF_SET 0
#endif
#ifndef RMAP_OF_NO_STATS
#define RMAP_OF_NO_STATS 0
#endif

#define RMAP_KEY RMAP_OF_FN(key)
#include "rmap/alloc.h"
#include "rmap/lock.h"
#include "rmap/template_begin.h"

#include <stdlib.h>

#define RMAP_OF_FN(verb) RMAP_PASTE(RMAP_OF, verb)

/* A map and its lock. Made by NAME_make; NULL is the nil map. */
typedef struct RMAP_LAW(
    "locked; nil read:ok len:ok delete:ok write:panic clear:panic free:noop")
    RMAP_NAME {
    RmapLock lock;
    RMAP_OF *map; /* never NULL; only with the lock held */
    RmapAllocator allocator;
} RMAP_NAME;

typedef RMAP_OF_FN(key) RMAP_FN(key);
#if !RMAP_OF_SET
typedef RMAP_OF_FN(value) RMAP_FN(value);
#endif

static inline void RMAP_FN(need_)(const RMAP_NAME *s, const char *message)
{
    if (s == NULL) {
        RMAP_PANIC(message, RMAP_TEXT(RMAP_NAME));
        abort();
    }
}

/* ---- brackets ---- */

/* Lends the inner map for reading, until NAME_read_end; NULL of a NULL map. */
static inline const RMAP_OF *RMAP_FN(read_begin)(RMAP_NAME *s)
{
    if (s == NULL)
        return NULL;
    if (RMAP_DEBUG)
        rmap_lock_debug_read(&s->lock.holders, rmap_lock_self(), RMAP_PANIC,
                             RMAP_TEXT(RMAP_NAME));
    rmap_lock_read(&s->lock);
    if (RMAP_DEBUG)
        rmap_lock_debug_reads(&s->lock.holders, rmap_lock_self());
    return s->map;
}

/* Ends what NAME_read_begin began; nothing of a NULL map. */
static inline void RMAP_FN(read_end)(RMAP_NAME *s)
{
    if (s == NULL)
        return;
    if (RMAP_DEBUG)
        rmap_lock_debug_read_end(&s->lock.holders, rmap_lock_self(), RMAP_PANIC,
                                 RMAP_TEXT(RMAP_NAME));
    rmap_lock_end(&s->lock);
}

/* Lends the inner map for writing, to this thread alone, until NAME_write_end. It must
 * not be freed. Panics on NULL. */
static inline RMAP_OF *RMAP_FN(write_begin)(RMAP_NAME *s)
{
    RMAP_FN(need_)(s, "assignment to entry in nil map");
    if (RMAP_DEBUG)
        rmap_lock_debug_write(&s->lock.holders, rmap_lock_self(), RMAP_PANIC,
                              RMAP_TEXT(RMAP_NAME));
    rmap_lock_write(&s->lock);
    if (RMAP_DEBUG)
        rmap_lock_debug_writes(&s->lock.holders, rmap_lock_self());
    return s->map;
}

/* Ends what NAME_write_begin began. */
static inline void RMAP_FN(write_end)(RMAP_NAME *s)
{
    if (RMAP_DEBUG)
        rmap_lock_debug_write_end(&s->lock.holders, rmap_lock_self(), RMAP_PANIC,
                                  RMAP_TEXT(RMAP_NAME));
    rmap_lock_end(&s->lock);
}

/* Calls `use` with the inner map and `ctx` in a bracket for reading, or for writing. */
static inline void
RMAP_FN(with_read)(RMAP_NAME *s, void (*use)(const RMAP_OF *map, void *ctx), void *ctx)
{
    use(RMAP_FN(read_begin)(s), ctx);
    RMAP_FN(read_end)(s);
}

static inline void RMAP_FN(with_write)(RMAP_NAME *s,
                                       void (*use)(RMAP_OF *map, void *ctx), void *ctx)
{
    use(RMAP_FN(write_begin)(s), ctx);
    RMAP_FN(write_end)(s);
}

/* ---- make and free ---- */

/* An empty map with room for `hint` entries, or NULL when out of memory. `opt` is for
 * the inner map, and its allocator for the outer as well; NULL means the defaults. The
 * caller owns it: NAME_free. */
RMAP_MODEL("new returns:map hint:0 context")
static inline RMAP_NAME *RMAP_FN(make_with)(size_t hint, const RmapOptions *opt)
{
    static const RmapAllocator defaults = { NULL, NULL, NULL };
    const RmapAllocator *a = opt == NULL ? &defaults : &opt->allocator;
    RMAP_NAME *s = (RMAP_NAME *)(a->alloc == NULL ? malloc(sizeof *s)
                                                  : a->alloc(a->ctx, sizeof *s));

    if (s == NULL)
        return NULL;
    s->allocator = *a;
    s->map = RMAP_OF_FN(make_with)(hint, opt);
    if (s->map != NULL && rmap_lock_init(&s->lock))
        return s;
    RMAP_OF_FN(free)(s->map);
    if (a->alloc == NULL)
        free(s);
    else
        a->free(a->ctx, s, sizeof *s);
    return NULL;
}

/* The same with the defaults. */
RMAP_MODEL("new returns:map hint:0")
static inline RMAP_NAME *RMAP_FN(make)(size_t hint)
{
    return RMAP_FN(make_with)(hint, NULL);
}

/* Frees the map and its lock, which no other thread may be using; NULL is fine. */
RMAP_MODEL("free map:0")
static inline void RMAP_FN(free)(RMAP_NAME *s)
{
    RmapAllocator a;

    if (s == NULL)
        return;
    if (RMAP_DEBUG)
        rmap_lock_debug_free(&s->lock.holders, RMAP_PANIC, RMAP_TEXT(RMAP_NAME));
    RMAP_OF_FN(free)(s->map);
    rmap_lock_destroy(&s->lock);
    a = s->allocator;
    if (a.alloc == NULL)
        free(s);
    else
        a.free(a.ctx, s, sizeof *s);
}

/* ---- reading ---- */

/* How many entries at this moment. */
RMAP_MODEL("len map:0")
static inline size_t RMAP_FN(len)(RMAP_NAME *s)
{
    size_t len = RMAP_OF_FN(len)(RMAP_FN(read_begin)(s));

    RMAP_FN(read_end)(s);
    return len;
}

/* Whether `key` is there. */
RMAP_MODEL("read map:0 key:1 returns:found")
static inline bool RMAP_FN(has)(RMAP_NAME *s, RMAP_FN(key) key)
{
#if RMAP_OF_SET
    bool there = RMAP_OF_FN(has)(RMAP_FN(read_begin)(s), key);
#else
    bool there = RMAP_OF_FN(get)(RMAP_FN(read_begin)(s), key) != NULL;
#endif

    RMAP_FN(read_end)(s);
    return there;
}

#if !RMAP_OF_NO_STATS
/* Statistics of the inner map; the lock is not counted. */
RMAP_MODEL("len map:0")
static inline RmapStats RMAP_FN(stats)(RMAP_NAME *s)
{
    RmapStats stats = RMAP_OF_FN(stats)(RMAP_FN(read_begin)(s));

    RMAP_FN(read_end)(s);
    return stats;
}
#endif

#if !RMAP_OF_SET
/* Copies the value of `key` to `value`; false when it is not there, *value is then as
 * it was. */
RMAP_MODEL("read map:0 key:1")
static inline bool RMAP_FN(get)(RMAP_NAME *s, RMAP_FN(key) key, RMAP_FN(value) * value)
{
    const RMAP_FN(value) *there = RMAP_OF_FN(get)(RMAP_FN(read_begin)(s), key);

    if (there != NULL)
        *value = *there;
    RMAP_FN(read_end)(s);
    return there != NULL;
}
#endif

/* ---- writing ---- */

#if RMAP_OF_SET
/* Adds `key`; `was_there` may be NULL. False when out of memory, nothing changed. */
RMAP_MODEL("write map:0 key:1 keeps-key")
static inline bool RMAP_FN(add)(RMAP_NAME *s, RMAP_FN(key) key, bool *was_there)
{
    bool done = RMAP_OF_FN(add)(RMAP_FN(write_begin)(s), key, was_there);

    RMAP_FN(write_end)(s);
    return done;
}
#else
/* Sets the value of `key`. False when out of memory, the map unchanged. */
RMAP_MODEL("write map:0 key:1 val:2")
static inline bool RMAP_FN(put)(RMAP_NAME *s, RMAP_FN(key) key, RMAP_FN(value) value)
{
    bool done = RMAP_OF_FN(put)(RMAP_FN(write_begin)(s), key, value);

    RMAP_FN(write_end)(s);
    return done;
}

/* The value of `key`, which is `value` if it was absent, is copied to `actual`; `found`
 * says whether it was there. Both may be NULL. False when out of memory, the map
 * unchanged. */
RMAP_MODEL("write map:0 key:1 val:2 keeps-key")
static inline bool RMAP_FN(get_or_put)(RMAP_NAME *s, RMAP_FN(key) key,
                                       RMAP_FN(value) value, RMAP_FN(value) * actual,
                                       bool *found)
{
    bool was_there = false;
    RMAP_FN(value) *there =
        RMAP_OF_FN(get_or_put)(RMAP_FN(write_begin)(s), key, &was_there);

    if (there != NULL && !was_there)
        *there = value;
    if (there != NULL && actual != NULL)
        *actual = *there;
    RMAP_FN(write_end)(s);
    if (found != NULL)
        *found = was_there;
    return there != NULL;
}

/* Removes `key` and copies its value to `value`; false when it was not there. */
RMAP_MODEL("delete map:0 key:1")
static inline bool RMAP_FN(take)(RMAP_NAME *s, RMAP_FN(key) key, RMAP_FN(value) * value)
{
    RMAP_OF *map;
    const RMAP_FN(value) * there;
    bool was_there;

    if (s == NULL)
        return false;
    map = RMAP_FN(write_begin)(s);
    there = RMAP_OF_FN(get)(map, key);
    was_there = there != NULL;
    if (was_there) {
        *value = *there;
        (void)RMAP_OF_FN(delete)(map, key);
    }
    RMAP_FN(write_end)(s);
    return was_there;
}
#endif

/* Removes `key`; true if it was there. */
RMAP_MODEL("delete map:0 key:1")
static inline bool RMAP_FN(delete)(RMAP_NAME *s, RMAP_FN(key) key)
{
    bool was_there;

    if (s == NULL)
        return false;
    was_there = RMAP_OF_FN(delete)(RMAP_FN(write_begin)(s), key);
    RMAP_FN(write_end)(s);
    return was_there;
}

/* Removes every entry. Panics on NULL. */
RMAP_MODEL("clear map:0")
static inline void RMAP_FN(clear)(RMAP_NAME *s)
{
    RMAP_FN(need_)(s, "clear of nil map");
    RMAP_OF_FN(clear)(RMAP_FN(write_begin)(s));
    RMAP_FN(write_end)(s);
}

#undef RMAP_OF
#undef RMAP_OF_SET
#undef RMAP_OF_NO_STATS
#undef RMAP_OF_FN
#include "rmap/template_end.h"
