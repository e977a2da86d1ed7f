/*
 * The parameters of runtime-map's members that can keep a hash beside a key: texts then
 * are RmapText, of 16 bytes as well. The hash is that of all maps.
 */
#include "keys.h"

#define RMAP_NAME            Map
#define RMAP_VALUE           uint64_t
#define RMAP_HASH_AVALANCHES 1

#if KEY_TEXT
#include "rmap/text.h"

static inline RmapText stored_key(Key key)
{
    return rmap_text(key.text, key.size);
}

static inline uint64_t hash_text(RmapText text, uint64_t seed)
{
    Key key = { text.bytes, text.size };
    return hash_key(key, seed);
}

#define RMAP_KEY             RmapText
#define RMAP_HASH(key, seed) hash_text(key, seed)
#define RMAP_EQUAL(a, b)     rmap_text_equal(a, b)
#define RMAP_HASH_FIELD      hash
#else
#define RMAP_KEY             Key
#define RMAP_HASH(key, seed) hash_key(key, seed)
#define RMAP_EQUAL(a, b)     same_key(a, b)
#define stored_key(key)      (key)
#endif
