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

// traps: write of a locked map that the same thread is writing

int main(void)
{
    shared *s = shared_make(0);
    counts *m;

    if (s == NULL)
        return 1;
    m = shared_write_begin(s);
    counts_put(m, 1, 2);
    shared_put(s, 2, 3); // known-miss unlocked-map
    shared_write_end(s);
    shared_free(s);
    return 0;
}
