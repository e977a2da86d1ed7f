#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

// traps-not: the map is gone; AddressSanitizer reports it

int main(void)
{
    counts *m = counts_make(0);

    if (m == NULL || !counts_put(m, 1, 2))
        return 1;
    counts_free(m); // want use-after-free-map "'m'"
    return counts_has(m, 1);
}
