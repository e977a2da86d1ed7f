#include <stdint.h>

#define RMAP_NAME            scores
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NESTED          games
#define RMAP_INNER           scores
#define RMAP_KEY             int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/nested.h"

// traps: assignment to entry in nil map

int main(void)
{
    games *m = NULL;

    games_put(m, 1, 2, 3); // want nil-map-write "'m'"
    return 0;
}
