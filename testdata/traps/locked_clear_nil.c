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

// traps: clear of nil map

int main(void)
{
    shared *s = NULL;

    shared_clear(s); // want nil-map-clear "'s'"
    return 0;
}
