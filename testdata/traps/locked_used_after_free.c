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

// traps-not: the map is gone; AddressSanitizer reports it

int main(void)
{
    shared *s = shared_make(0);

    if (s == NULL || !shared_put(s, 1, 2))
        return 1;
    shared_free(s); // want use-after-free-map "'s'"
    return shared_has(s, 1);
}
