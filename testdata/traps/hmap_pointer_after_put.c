#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

// traps-not: the pointer is a plain one; NAME_deref is what traps

int main(void)
{
    counts *m = counts_make(0);

    if (m == NULL || !counts_put(m, 1, 2))
        return 1;
    int *value = counts_get(m, 1);
    counts_put(m, 2, 3); // want stale-value-pointer
    int got = value == NULL ? 0 : *value;
    counts_free(m);
    return got;
}
