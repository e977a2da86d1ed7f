#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/dense.h"

int main(void)
{
    counts *m = counts_make(0);
    counts_iter it;
    int sum = 0;

    if (m == NULL || !counts_put(m, 1, 2))
        return 1;
    counts_iter_init(&it, m);
    while (counts_next(&it))
        sum += *it.value;
    counts_clear(m);
    counts_free(m);
    return sum == 2 ? 0 : 1;
}
