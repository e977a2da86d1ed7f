#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

// traps: use of a borrowed pointer after a new key was put

int main(void)
{
    counts *m = counts_make(0);

    if (m == NULL || !counts_put(m, 1, 2))
        return 1;
    counts_ref ref = counts_borrow(m, 1);
    counts_put(m, 2, 3);
    int got = *counts_deref(m, ref); // known-miss stale-value-pointer
    counts_free(m);
    return got;
}
