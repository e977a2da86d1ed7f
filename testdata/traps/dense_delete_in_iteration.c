#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/dense.h"

int main(void)
{
    counts *m = counts_make(100);
    counts_iter it;

    if (m == NULL)
        return 1;
    for (int k = 0; k < 100; k++)
        if (!counts_put(m, k, k))
            return 1;
    counts_iter_init(&it, m);
    while (counts_next(&it)) {
        counts_delete(m, *it.key ^ 1); /* another, perhaps not reached yet */
        counts_delete(m, *it.key);
    }
    size_t left = counts_len(m);
    counts_free(m);
    return left == 0 ? 0 : 1;
}
