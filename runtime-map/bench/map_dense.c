/* dense: entries in one array, found by an index. */
/* needs: rmap/dense.h */
#include "keys.h"

#define RMAP_NAME            Map
#define RMAP_KEY             Key
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) hash_key(key, seed)
#define RMAP_EQUAL(a, b)     same_key(a, b)
#define RMAP_HASH_AVALANCHES 1
#include "rmap/dense.h"

#include "map_rmap.h"
