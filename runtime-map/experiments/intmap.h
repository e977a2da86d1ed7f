/* intmap: the hmap of the experiments, from 64-bit integers to 64-bit integers. */
#include "rmap/hash.h"

#define RMAP_NAME            intmap
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#define RMAP_HASH_AVALANCHES 1
#include "rmap/hmap.h"
