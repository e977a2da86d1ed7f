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

// traps: use of a borrowed pointer after a delete

int main(void)
{
    games *m = games_make(1);
    games_ref ref;

    if (m == NULL || games_inner(m, 1) == NULL)
        return 1;
    ref = games_borrow_inner(m, 1);
    games_delete_inner(m, 1);
    scores_put(games_deref_inner(m, ref), 2, 3); // known-miss stale-value-pointer
    games_free(m);
    return 0;
}
