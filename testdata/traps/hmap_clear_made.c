#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

int main(void)
{
    counts *m = counts_make(0);

    if (m == NULL || !counts_put(m, 1, 2))
        return 1;
    counts_clear(m);
    bool empty = counts_len(m) == 0;
    counts_free(m);
    return empty ? 0 : 1;
}
