#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

// traps: clear of nil map

int main(void)
{
    counts *m = NULL;

    counts_clear(m); // want nil-map-clear
    return 0;
}
