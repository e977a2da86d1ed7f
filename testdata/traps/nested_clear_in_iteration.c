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

// traps: iteration goes on after its map was cleared

int main(void)
{
    games *m = games_make(1);
    games_iter it;

    if (m == NULL || !games_put(m, 1, 2, 3))
        return 1;
    games_iter_init(&it, m);
    while (games_next(&it)) {
        games_clear(m); // want clear-in-iteration "'m'"
    }
    games_free(m);
    return 0;
}
