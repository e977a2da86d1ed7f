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
    games *m = games_make(1);

    if (m == NULL)
        return 1;
    scores_put(games_get_inner(m, 1), 2, 3); // known-miss nil-map-write
    games_free(m);
    return 0;
}
