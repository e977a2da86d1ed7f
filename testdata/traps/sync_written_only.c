#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

// traps-not: lawful, and dear: every put makes a box and drops one

int main(void)
{
    counts *m = counts_make(0);

    for (int i = 0; m != NULL && i < 100; i++)
        counts_put(m, 1, i); // want sync-map-misuse "'m'"
    counts_free(m);
    return 0;
}
