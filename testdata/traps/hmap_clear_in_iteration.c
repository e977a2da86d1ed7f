#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

// traps: iteration goes on after its map was cleared

int main(void)
{
    counts *m = counts_make(0);
    counts_iter it;

    if (m == NULL || !counts_put(m, 1, 2) || !counts_put(m, 2, 3))
        return 1;
    counts_iter_init(&it, m);
    while (counts_next(&it))
        counts_clear(m); // want clear-in-iteration
    counts_free(m);
    return 0;
}
