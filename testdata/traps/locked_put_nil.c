#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME shared
#define RMAP_OF   counts
#include "rmap/locked.h"

// traps: assignment to entry in nil map

int main(void)
{
    shared *s = NULL;

    shared_put(s, 1, 2); // want nil-map-write "'s'"
    return 0;
}
