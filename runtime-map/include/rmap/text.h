#ifndef RMAP_TEXT_H
#define RMAP_TEXT_H

/*
 * Texts with a length as keys, with room in which flat and dense keep the hash:
 *
 *     #define RMAP_KEY RmapText
 *     #define RMAP_HASH(key, seed) rmap_text_hash(key, seed)
 *     #define RMAP_EQUAL(a, b) rmap_text_equal(a, b)
 *     #define RMAP_HASH_FIELD hash
 *     #define RMAP_HASH_AVALANCHES 1
 *
 * A map that keeps the hash looks at the bytes of a key only where it is most likely
 * the one, and not at all when it grows, which is most of what long or scattered texts
 * cost. The bytes are the user's and need no NUL.
 */
#include "rmap/hash.h"

#include <stdbool.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct RmapText {
    const char *bytes; /* borrowed; may be NULL when size is 0 */
    uint32_t size;
    uint32_t hash; /* the map's; whatever a key that is passed to it says here */
} RmapText;

/* Of `size` bytes, fewer than 2^32. */
static inline RmapText rmap_text(const char *bytes, size_t size)
{
    RmapText text = { bytes, (uint32_t)size, 0 };
    return text;
}

static inline uint64_t rmap_text_hash(RmapText text, uint64_t seed)
{
    return rmap_hash_bytes(text.bytes, text.size, seed);
}

static inline bool rmap_text_equal(RmapText a, RmapText b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

#ifdef __cplusplus
}
#endif

#endif
