#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

// traps: assignment to entry in nil map

int main(void)
{
    counts *m = NULL;
    int value = 0;

    if (!counts_get(m, 1, &value))                /* a read of nil is lawful */
        counts_get_or_put(m, 1, 2, &value, NULL); // want nil-map-write "'m'"
    return value;
}
