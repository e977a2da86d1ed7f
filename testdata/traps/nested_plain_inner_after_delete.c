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

// traps-not: a plain pointer to a map that was freed is for AddressSanitizer

int main(void)
{
    games *m = games_make(1);
    scores *inner;

    if (m == NULL || (inner = games_inner(m, 1)) == NULL)
        return 1;
    games_delete_inner(m, 1); // want stale-value-pointer "'inner' goes with its entry"
    scores_put(inner, 2, 3);
    games_free(m);
    return 0;
}
