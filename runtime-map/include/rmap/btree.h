/*
 * rmap/btree.h: an ordered map, a B-tree. Define what the map is of, include, and get a
 * type and its functions:
 *
 *     #define RMAP_NAME events
 *     #define RMAP_KEY int64_t
 *     #define RMAP_VALUE Event *
 *     #define RMAP_LESS(a, b) ((a) < (b))
 *     #include "rmap/btree.h"
 *
 * or, where one comparison tells all three, RMAP_COMPARE(a, b) (negative, 0, positive,
 * as strcmp), which wins when both are there. With RMAP_OWN_STRINGS 1 neither is
 * needed: the order is that of strcmp. A set leaves RMAP_VALUE out. The other
 * parameters are those of template_begin.h.
 *
 * The order must be one: of keys that are neither less nor greater, one is kept; a NaN,
 * which is not less than anything, must not be put. Keys and values are copied by
 * assignment and stored in the nodes, side by side; nodes take 256 bytes, or room for
 * three entries.
 *
 * The laws:
 *  - A NULL map is empty to every read, iteration and delete; writing to it or clearing
 *    it panics.
 *  - Pointers into the map, and iterations, are good until a new key is put, or until
 *    something is deleted, cleared or freed. Overwriting the value of a key moves
 *    nothing.
 *  - Iteration is in the order of the keys.
 *  - Any number of threads may read and iterate at once; a writer must be alone.
 *
 * RMAP_DEBUG adds traps: a read, write or step of an iteration while another write is
 * under way, a step of an iteration that has died, NAME_deref of a pointer that has.
 */
#include "rmap/annotate.h"
#include "rmap/btree_core.h"
#include "rmap/own.h"
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
    "btree; nil read:ok len:ok iter:ok delete:ok write:panic clear:panic free:noop; "
    "iterator dies-on write:new delete clear free; "
    "pointer dies-on write:new delete clear free; reserve none; clear gives-back")
    RMAP_NAME {
    RmapBtree b;
} RMAP_NAME;

/* An iteration: the user's part first. The pointers point into the map. */
typedef struct RMAP_FN(iter) {
    const RMAP_FN(key) * key;
#if !RMAP_IS_SET
    RMAP_FN(value) * value;
#endif
    const RMAP_NAME *map; /* NULL: nothing is left */
    RmapBtreePlace next;
    uint64_t generation;
    bool bounded; /* ends before `to` */
    RMAP_FN(key) to;
} RMAP_FN(iter);

/* The layout of a node of this type. */
enum {
#if RMAP_IS_SET
    RMAP_FN(val_size_) = 0,
    RMAP_FN(val_align_) = 1,
#else
    RMAP_FN(val_size_) = sizeof(RMAP_FN(value)),
    RMAP_FN(val_align_) = RMAP_ALIGNOF(RMAP_FN(value)),
#endif
    RMAP_FN(fit_) = (RMAP_BTREE_NODE - (int)sizeof(RmapBtreeNode)) /
                    ((int)sizeof(RMAP_FN(key)) + (int)RMAP_FN(val_size_)),
    RMAP_FN(capacity_) =
        (int)RMAP_FN(fit_) < (int)RMAP_BTREE_LEAST  ? (int)RMAP_BTREE_LEAST
        : (int)RMAP_FN(fit_) > (int)RMAP_BTREE_MOST ? (int)RMAP_BTREE_MOST
                                                    : (int)RMAP_FN(fit_),
    RMAP_FN(key_offset_) =
        RMAP_ROUND_UP((int)sizeof(RmapBtreeNode), (int)RMAP_ALIGNOF(RMAP_FN(key))),
    RMAP_FN(val_offset_) = RMAP_ROUND_UP(
        (int)RMAP_FN(key_offset_) + (int)RMAP_FN(capacity_) * (int)sizeof(RMAP_FN(key)),
        (int)RMAP_FN(val_align_)),
    RMAP_FN(child_offset_) = RMAP_ROUND_UP(
        (int)RMAP_FN(val_offset_) + (int)RMAP_FN(capacity_) * (int)RMAP_FN(val_size_),
        (int)RMAP_ALIGNOF(RmapBtreeNode))
};

RMAP_STATIC_ASSERT(RMAP_ALIGNOF(RMAP_FN(key)) <= RMAP_ALIGNOF(max_align_t) &&
                       (int)RMAP_FN(val_align_) <= (int)RMAP_ALIGNOF(max_align_t),
                   "keys and values may not be aligned more than max_align_t");

static const RmapBtreeType RMAP_FN(type) = { { RMAP_TEXT(RMAP_NAME), RMAP_PANIC },
                                             sizeof(RMAP_FN(key)),
                                             RMAP_FN(val_size_),
                                             RMAP_FN(key_offset_),
                                             RMAP_FN(val_offset_),
                                             RMAP_FN(child_offset_),
                                             RMAP_FN(capacity_),
                                             RMAP_OWN_STRINGS != 0 };

/* ---- searching ---- */

static inline const RMAP_FN(key) * RMAP_FN(keys_)(const RmapBtreeNode *node)
{
    return (const RMAP_FN(key) *)(const void *)((const unsigned char *)node +
                                                RMAP_FN(key_offset_));
}

/* The first entry of the node whose key is not less; the count if all are. The halving
 * does not branch on the comparison. */
static inline unsigned RMAP_FN(bound_)(const RmapBtreeNode *node, RMAP_FN(key) key)
{
    const RMAP_FN(key) *keys = RMAP_FN(keys_)(node);
    unsigned base = 0;
    unsigned n = node->count;

    while (n > 1) {
        unsigned half = n / 2;
        base += RMAP_FN(less_)(keys[base + half - 1], key) ? half : 0;
        n -= half;
    }
    return base + (RMAP_FN(less_)(keys[base], key) ? 1 : 0);
}

/* Whether the key is there, and where; or where in a leaf it would be. */
static inline bool RMAP_FN(find_)(const RMAP_NAME *m, RMAP_FN(key) key,
                                  RmapBtreePlace *place)
{
    RmapBtreePlace p = { m->b.root, 0 };

    while (p.node != NULL) {
        p.i = RMAP_FN(bound_)(p.node, key);
        *place = p;
        if (p.i < p.node->count && !RMAP_FN(less_)(key, RMAP_FN(keys_)(p.node)[p.i]))
            return true;
        p.node = p.node->leaf ? NULL : *rmap_btree_child(RMAP_TYPE, p.node, p.i);
    }
    return false;
}

/* ---- making and reading ---- */

/* An empty map, or NULL when out of memory. A tree grows by small nodes, so the hint is
 * of no use. The caller owns it: NAME_free. */
RMAP_MODEL("new returns:map")
static inline RMAP_NAME *RMAP_FN(make)(size_t hint)
{
    (void)hint;
    return (RMAP_NAME *)(void *)rmap_btree_make(RMAP_TYPE, NULL);
}

/* The same with options, which are copied; NULL means the defaults. */
RMAP_MODEL("new returns:map context")
static inline RMAP_NAME *RMAP_FN(make_with)(size_t hint, const RmapOptions *opt)
{
    (void)hint;
    return (RMAP_NAME *)(void *)rmap_btree_make(RMAP_TYPE, opt);
}

/* How many entries; of a NULL map 0. */
RMAP_MODEL("len map:0")
static inline size_t RMAP_FN(len)(const RMAP_NAME *m)
{
    return m == NULL ? 0 : m->b.count;
}

/* The map at this moment; of a NULL map all zero. */
RMAP_MODEL("len map:0")
static inline RmapStats RMAP_FN(stats)(const RMAP_NAME *m)
{
    return rmap_btree_stats(RMAP_TYPE, m == NULL ? NULL : &m->b);
}

/* The place of a key that is there, or one without node. */
static inline RmapBtreePlace RMAP_FN(lookup_)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    RmapBtreePlace p = { NULL, 0 };

    if (m == NULL)
        return p;
    if (RMAP_DEBUG)
        rmap_guard_read(RMAP_WHO, &m->b.guard);
    if (!RMAP_FN(find_)(m, key, &p))
        p.node = NULL;
    return p;
}

/* ---- writing ---- */

/* Finds or makes the entry: false when out of memory. */
static inline bool RMAP_FN(assign_)(RMAP_NAME *m, RMAP_FN(key) key,
                                    RmapBtreePlace *place, bool *found)
{
    bool ok = true;

    place->node = NULL;
    place->i = 0;
    if (m == NULL)
        rmap_guard_panic(RMAP_WHO, "assignment to entry in nil map");
    if (RMAP_DEBUG)
        rmap_guard_write_begin(RMAP_WHO, &m->b.guard);
    *found = RMAP_FN(find_)(m, key, place);
    if (!*found)
        ok = rmap_btree_insert(RMAP_TYPE, &m->b, &key, place);
    if (RMAP_DEBUG)
        rmap_guard_write_end(RMAP_WHO, &m->b.guard);
    return ok;
}

/* Removes `key`; true if it was there. Never needs memory. */
RMAP_MODEL("delete map:0 key:1")
static inline bool RMAP_FN(delete)(RMAP_NAME *m, RMAP_FN(key) key)
{
    RmapBtreePlace p = { NULL, 0 };
    bool was_there;

    if (m == NULL)
        return false;
    if (RMAP_DEBUG)
        rmap_guard_write_begin(RMAP_WHO, &m->b.guard);
    was_there = RMAP_FN(find_)(m, key, &p);
    if (was_there)
        rmap_btree_remove(RMAP_TYPE, &m->b, p);
    if (RMAP_DEBUG)
        rmap_guard_write_end(RMAP_WHO, &m->b.guard);
    return was_there;
}

/* Removes every entry and gives the nodes back. Panics on NULL. */
RMAP_MODEL("clear map:0")
static inline void RMAP_FN(clear)(RMAP_NAME *m)
{
    if (m == NULL)
        rmap_guard_panic(RMAP_WHO, "clear of nil map");
    if (RMAP_DEBUG)
        rmap_guard_write_begin(RMAP_WHO, &m->b.guard);
    rmap_btree_clear(RMAP_TYPE, &m->b);
    if (RMAP_DEBUG)
        rmap_guard_write_end(RMAP_WHO, &m->b.guard);
}

/* Nothing: no node is without entries. Here so that the members are alike. */
RMAP_MODEL("inert")
static inline bool RMAP_FN(shrink)(RMAP_NAME *m)
{
    (void)m;
    return true;
}

/* For pool.h: from now on any use of the map panics under RMAP_DEBUG, or no more. */
static inline void RMAP_FN(rest_)(RMAP_NAME *m, bool resting)
{
    rmap_guard_rest(&m->b.guard, resting);
}

/* Frees the map; NULL is fine. */
RMAP_MODEL("free map:0")
static inline void RMAP_FN(free)(RMAP_NAME *m)
{
    if (RMAP_DEBUG && m != NULL)
        rmap_guard_write_begin(RMAP_WHO, &m->b.guard);
    rmap_btree_free(RMAP_TYPE, m == NULL ? NULL : &m->b);
}

#if RMAP_IS_SET
/* Whether `key` is in the set. */
RMAP_MODEL("read map:0 key:1 returns:found")
static inline bool RMAP_FN(has)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    return RMAP_FN(lookup_)(m, key).node != NULL;
}

/* Adds `key`; an equal one that is there stays. `was_there` may be NULL. False when out
 * of memory, the set unchanged. */
RMAP_MODEL("write map:0 key:1 keeps-key" RMAP_COPIES)
static inline bool RMAP_FN(add)(RMAP_NAME *m, RMAP_FN(key) key, bool *was_there)
{
    RmapBtreePlace p;
    bool found = false;
    bool ok = RMAP_FN(assign_)(m, key, &p, &found);

    if (was_there != NULL)
        *was_there = found;
    return ok;
}
#else
/* The value at a place, NULL where that has no node. */
static inline RMAP_FN(value) * RMAP_FN(at_)(RmapBtreePlace p)
{
    if (p.node == NULL)
        return NULL;
    return (RMAP_FN(value) *)(void *)rmap_btree_val(RMAP_TYPE, p);
}

/* The value of `key`, borrowed from the map, or NULL. */
RMAP_MODEL("read map:0 key:1 returns:borrow|null")
static inline RMAP_FN(value) * RMAP_FN(get)(const RMAP_NAME *m, RMAP_FN(key) key)
{
    return RMAP_FN(at_)(RMAP_FN(lookup_)(m, key));
}

/* The value of `key`, made if absent: a new value is all zero bytes. NULL when out of
 * memory, the map unchanged. `found` may be NULL. */
RMAP_MODEL("write map:0 key:1 keeps-key returns:borrow|null" RMAP_COPIES)
static inline RMAP_FN(value) *
    RMAP_FN(get_or_put)(RMAP_NAME *m, RMAP_FN(key) key, bool *found)
{
    RmapBtreePlace p;
    bool was_there = false;
    bool ok = RMAP_FN(assign_)(m, key, &p, &was_there);

    if (found != NULL)
        *found = was_there;
    return ok ? RMAP_FN(at_)(p) : NULL;
}

/* Sets the value of `key`. An equal key in the map is replaced by this one, unless the
 * map owns its keys. False when out of memory, the map unchanged. */
RMAP_MODEL("write map:0 key:1 val:2" RMAP_COPIES)
static inline bool RMAP_FN(put)(RMAP_NAME *m, RMAP_FN(key) key, RMAP_FN(value) value)
{
    RmapBtreePlace p;
    bool found = false;

    if (!RMAP_FN(assign_)(m, key, &p, &found))
        return false;
    if (found && !RMAP_OWN_STRINGS)
        *(RMAP_FN(key) *)(void *)rmap_btree_key(RMAP_TYPE, p) = key;
    *RMAP_FN(at_)(p) = value;
    return true;
}

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
        ref.generation = m->b.guard.generation;
    return ref;
}

static inline RMAP_FN(value) * RMAP_FN(deref)(const RMAP_NAME *m, RMAP_FN(ref) ref)
{
    if (RMAP_DEBUG && m != NULL && ref.value != NULL)
        rmap_guard_use(RMAP_WHO, &m->b.guard, ref.generation);
    return ref.value;
}
#endif

/* ---- iteration ---- */

/* What all beginnings share: an iteration that has ended. */
static inline void RMAP_FN(iter_blank_)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    it->key = NULL;
#if !RMAP_IS_SET
    it->value = NULL;
#endif
    it->map = m;
    it->next.node = NULL;
    it->next.i = 0;
    it->generation = m == NULL ? 0 : m->b.guard.generation;
    it->bounded = false;
    if (RMAP_DEBUG && m != NULL)
        rmap_guard_read(RMAP_WHO, &m->b.guard);
}

/* Begins an iteration over `m`, in order. It ends when NAME_next returns false, or may
 * just be left. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_init)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    RMAP_FN(iter_blank_)(it, m);
    if (m != NULL)
        it->next = rmap_btree_edge(RMAP_TYPE, m->b.root, false);
}

/* The same from the first key that is not less than `from`. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_from)(RMAP_FN(iter) * it, const RMAP_NAME *m,
                                      RMAP_FN(key) from)
{
    RMAP_FN(iter_blank_)(it, m);
    if (m == NULL)
        return;
    if (!RMAP_FN(find_)(m, from, &it->next))
        it->next = rmap_btree_settle(it->next);
}

/* The same to the last key that is less than `to`, which is copied: what it points to
 * must outlive the iteration. */
RMAP_MODEL("iter it:0 map:1")
static inline void RMAP_FN(iter_range)(RMAP_FN(iter) * it, const RMAP_NAME *m,
                                       RMAP_FN(key) from, RMAP_FN(key) to)
{
    RMAP_FN(iter_from)(it, m, from);
    it->bounded = true;
    it->to = to;
}

/* Shows the entry at a place, and goes on behind it; false for a place without. */
static inline bool RMAP_FN(show_)(RMAP_FN(iter) * it, RmapBtreePlace p)
{
    it->key = NULL;
#if !RMAP_IS_SET
    it->value = RMAP_FN(at_)(p);
#endif
    if (p.node == NULL) {
        it->map = NULL;
        return false;
    }
    it->key = RMAP_FN(keys_)(p.node) + p.i;
    it->next = rmap_btree_step(RMAP_TYPE, p);
    return true;
}

/* Steps to the next entry, it->key and it->value; false when there is none. */
RMAP_MODEL("next it:0")
static inline bool RMAP_FN(next)(RMAP_FN(iter) * it)
{
    RmapBtreePlace p = it->next;

    if (it->map == NULL)
        return false;
    if (RMAP_DEBUG)
        rmap_guard_next(RMAP_WHO, &it->map->b.guard, it->generation);
    if (it->bounded && p.node != NULL &&
        !RMAP_FN(less_)(RMAP_FN(keys_)(p.node)[p.i], it->to))
        p.node = NULL;
    return RMAP_FN(show_)(it, p);
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
    return m != NULL && RMAP_FN(next)(it);
}

/* The entry with the greatest key, after which NAME_next finds none. */
RMAP_MODEL("iter it:0 map:1")
static inline bool RMAP_FN(last)(RMAP_FN(iter) * it, const RMAP_NAME *m)
{
    RMAP_FN(iter_blank_)(it, m);
    return m != NULL && RMAP_FN(show_)(it, rmap_btree_edge(RMAP_TYPE, m->b.root, true));
}

#undef RMAP_TYPE
#undef RMAP_WHO
#include "rmap/template_end.h"
