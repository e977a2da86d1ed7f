/*
 * rmap/frozen.h: a map that is made once, written to a file, and mapped into memory to
 * be read, by any number of processes at once; it costs no heap but a small struct.
 * Define what the map is of, include, and get a type and its functions:
 *
 *     #define RMAP_NAME codes
 *     #define RMAP_KEY uint32_t
 *     #define RMAP_VALUE Code
 *     #include "rmap/frozen.h"
 *
 *     RmapFrozenError err;
 *     if (!codes_write("codes.rmap", keys, values, n, NULL, &err))
 *         fprintf(stderr, "%s\n", err.text);
 *     codes *m = codes_open("codes.rmap", RMAP_FROZEN_CHECK, NULL, &err);
 *
 * A set leaves RMAP_VALUE out. Beside the parameters of template_begin.h:
 *
 *     RMAP_OWN_STRINGS  1: RMAP_KEY is `const char *`, the text is written
 *     RMAP_FORMAT       a number of the user's, 0 if not given: a file that was written
 *                       with another one is refused. To be changed with the meaning of
 *                       keys or values.
 *
 * Keys and values are written as the bytes they are, and keys are equal when their
 * bytes are; there is no hash or equality to give. So pointers have no place in them,
 * padding must be set to zero, and -0.0 is not 0.0.
 *
 * The laws:
 *  - A NULL map is empty to every read and iteration.
 *  - Nothing changes: pointers into the map, and iterations, are good until free. They
 *    point to read-only memory.
 *  - Any number of threads may read and iterate at once.
 *  - The order of iteration is that in which keys were first given.
 *  - What is opened is checked, see RmapFrozenFault. A file that was made up to do harm
 *    is refused or gives wrong entries, but no read goes outside it, also with
 *    RMAP_FROZEN_NO_SUM. What the bytes of a value mean is as true as the file.
 *  - A file may be replaced at any time, as NAME_write does: who has it open goes on
 *    with the old one. One that is cut short in place takes its readers down by SIGBUS,
 *    as with every mapped file.
 */
#include "rmap/annotate.h"
#include "rmap/frozen_core.h"
#include "rmap/template_begin.h"

#ifndef RMAP_FORMAT
#define RMAP_FORMAT 0
#endif

#define RMAP_TYPE (&RMAP_FN(type))

typedef RMAP_KEY RMAP_FN(key);
#if !RMAP_IS_SET
typedef RMAP_VALUE RMAP_FN(value);
#endif

/* A map. Made by NAME_open, used through pointers; NULL is the nil map. */
typedef struct RMAP_LAW("frozen; nil read:ok len:ok iter:ok free:noop; "
                        "iterator dies-on free; pointer dies-on free") RMAP_NAME {
    RmapFrozen f;
} RMAP_NAME;

/* An iteration: the user's part first. The pointers point into the map, or, of text
 * keys, into this, which must not be copied. */
typedef struct RMAP_FN(iter) {
    const RMAP_FN(key) * key;
#if !RMAP_IS_SET
    const RMAP_FN(value) * value;
#endif
    const RMAP_NAME *map;
    size_t next; /* number of the entry */
    const char *text;
} RMAP_FN(iter);

#if RMAP_IS_SET
enum { RMAP_FN(val_size_) = 0, RMAP_FN(val_align_) = 1 };
#else
enum {
    RMAP_FN(val_size_) = sizeof(RMAP_FN(value)),
    RMAP_FN(val_align_) = RMAP_ALIGNOF(RMAP_FN(value))
};
#endif

RMAP_STATIC_ASSERT((int)RMAP_ALIGNOF(RMAP_FN(key)) <= (int)RMAP_FROZEN_ALIGN &&
                       (int)RMAP_FN(val_align_) <= (int)RMAP_FROZEN_ALIGN,
                   "keys and values may not be aligned more than 16");

static const RmapFrozenType RMAP_FN(type) = { { RMAP_TEXT(RMAP_NAME), RMAP_PANIC },
                                              RMAP_OWN_STRINGS ? 0
                                                               : sizeof(RMAP_FN(key)),
                                              RMAP_FN(val_size_),
                                              RMAP_FORMAT };

/* ---- the file ---- */

/* Writes the map of `n` entries to a file; of equal keys the last one wins. What stood
 * there is replaced when all of the new file is on the disk, or not at all: then false,
 * with *err set, which may be NULL. (False also when only the folder could not be
 * brought to the disk: the new file is there, and may be gone after a crash.) The
 * options' allocator is used meanwhile; with a fixed seed equal entries give equal
 * files. A set has no `values`. */
RMAP_MODEL("inert")
static inline bool RMAP_FN(write)(const char *path, const RMAP_FN(key) * keys,
#if !RMAP_IS_SET
                                  const RMAP_FN(value) * values,
#endif
                                  size_t n, const RmapOptions *opt,
                                  RmapFrozenError *err)
{
#if RMAP_IS_SET
    const void *values = NULL;
#endif
    return rmap_frozen_write(RMAP_TYPE, path, keys, values, n, opt, err);
}

/* Maps a file and checks it: the header and all sizes, and, unless `how` is
 * RMAP_FROZEN_NO_SUM, the sum of all its bytes, for which it is read once. NULL with
 * *err set when it is not to be used; `err` may be NULL. The caller owns the map:
 * NAME_free. */
RMAP_MODEL("new returns:map")
static inline RMAP_NAME *RMAP_FN(open)(const char *path, unsigned how,
                                       const RmapOptions *opt, RmapFrozenError *err)
{
    return (RMAP_NAME *)(void *)rmap_frozen_open(RMAP_TYPE, path, how, opt, err);
}

/* The same of a file that is in memory, at a multiple of 16, and must stay there as
 * long as the map; `name` stands for the path in messages. */
RMAP_MODEL("new returns:map")
static inline RMAP_NAME *RMAP_FN(open_bytes)(const void *bytes, size_t size,
                                             const char *name, unsigned how,
                                             const RmapOptions *opt,
                                             RmapFrozenError *err)
{
    return (RMAP_NAME *)(void *)rmap_frozen_open_bytes(RMAP_TYPE, bytes, size, name,
                                                       how, opt, err);
}

/* Unmaps the file; NULL is fine. */
RMAP_MODEL("free map:0")
static inline void RMAP_FN(free)(RMAP_NAME *m)
{
    rmap_frozen_free(RMAP_TYPE, m == NULL ? NULL : &m->f);
}

/* ---- reading ---- */

/* How many entries; of a NULL map 0. */
RMAP_MODEL("len map:0")
static inline size_t RMAP_FN(len)(const RMAP_NAME *m)
{
    return m == NULL ? 0 : m->f.entries;
}

/* Sizes of the mapped file, of which the heap has only the struct. */
RMAP_MODEL("len map:0")
static inline RmapStats RMAP_FN(stats)(const RMAP_NAME *m)
{
    return rmap_frozen_stats(RMAP_TYPE, m == NULL ? NULL : &m->f);
}

/* The number of the key's entry, SIZE_MAX for none. */
static inline size_t RMAP_FN(find_)(const RMAP_NAME *m, const RMAP_FN(key) * key)
{
    if (m == NULL)
        return SIZE_MAX;
#if RMAP_OWN_STRINGS
    return rmap_frozen_find(RMAP_TYPE, &m->f, *key, strlen(*key));
#else
    return rmap_frozen_find(RMAP_TYPE, &m->f, key, sizeof *key);
#endif
}

/* Whether there is such a key. */
RMAP_MODEL("read map:0 key:1 returns:found")
static inline bool RMAP_FN(has)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    return RMAP_FN(find_)(m, &key) != SIZE_MAX;
}

#if !RMAP_IS_SET
static inline const RMAP_FN(value) * RMAP_FN(at_)(const RMAP_NAME *m, size_t e)
{
    return (const RMAP_FN(value) *)(const void *)m->f.vals + e;
}

/* The value of `key`, borrowed from the map, or NULL. */
RMAP_MODEL("read map:0 key:1 returns:borrow|null")
static inline const RMAP_FN(value) * RMAP_FN(get)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    size_t e = RMAP_FN(find_)(m, &key);

    return e == SIZE_MAX ? NULL : RMAP_FN(at_)(m, e);
}
#endif

/* ---- iteration ---- */

/* Begins an iteration over `m`. It ends when NAME_next returns false, or may just be
 * left. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_init)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    it->key = NULL;
#if !RMAP_IS_SET
    it->value = NULL;
#endif
    it->map = m;
    it->next = 0;
    it->text = NULL;
}

/* Ends an iteration before its end. */
RMAP_MODEL("end it:0")
static inline void RMAP_FN(iter_end)(RMAP_FN(iter) * it)
{
    RMAP_FN(iter_init)(it, NULL);
}

/* Steps to the next entry, it->key and it->value; false when there is none. */
RMAP_MODEL("next it:0")
static inline bool RMAP_FN(next)(RMAP_FN(iter) * it)
{
    const RMAP_NAME *m = it->map;
    size_t e = it->next;

    if (m == NULL || e >= m->f.entries) {
        RMAP_FN(iter_end)(it);
        return false;
    }
#if RMAP_OWN_STRINGS
    it->text = rmap_frozen_text(&m->f, e);
    if (it->text == NULL) { /* a damaged file whose sum was not asked for */
        RMAP_FN(iter_end)(it);
        return false;
    }
    it->key = &it->text;
#else
    it->key = (const RMAP_FN(key) *)(const void *)m->f.keys + e;
#endif
#if !RMAP_IS_SET
    it->value = RMAP_FN(at_)(m, e);
#endif
    it->next = e + 1;
    return true;
}

#include "rmap/template_end.h"
#undef RMAP_TYPE
#undef RMAP_FORMAT
