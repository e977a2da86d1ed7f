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

// traps: free of a locked map that is in use

int main(void)
{
    shared *s = shared_make(0);
    const counts *m;

    if (s == NULL || !shared_put(s, 1, 2))
        return 1;
    m = shared_read_begin(s);
    if (counts_len(m) == 1) {
        shared_free(s); // known-miss unlocked-map
        return 0;
    }
    shared_read_end(s);
    shared_free(s);
    return 0;
}
