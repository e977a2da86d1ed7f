/* hmap: Go's classic map. */
#include "keys.h"

#define RMAP_NAME            Map
#define RMAP_KEY             Key
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) hash_key(key, seed)
#define RMAP_EQUAL(a, b)     same_key(a, b)
#define RMAP_HASH_AVALANCHES 1
#include "rmap/hmap.h"

#define stored_key(key) (key)

#include "map_rmap.h"
