/*
 * What the templates with groups of tags (flat.h, dense.h) share at their beginning:
 * the parameters that say how to hash and compare, and the slot, which holds an entry.
 * No include guard: it is part of each inclusion, after template_begin.h.
 * template_verbs.h takes back what must not stay.
 */
#if !defined(RMAP_HASH) || !defined(RMAP_EQUAL)
#error "a map needs RMAP_NAME, RMAP_KEY, RMAP_HASH and RMAP_EQUAL"
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
    if (mask <= RMAP_KEPT_MASK)
        return rmap_hash_long(RMAP_KEPT_HASH(s));
#endif
    return RMAP_FN(scatter_)(&s->key, RMAP_FN(hash_)(&s->key, seed), salt);
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
