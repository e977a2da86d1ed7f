#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

int main(void)
{
    counts *m = counts_make(20);
    counts_iter it;

    for (int i = 0; i < 20; i++)
        if (m == NULL || !counts_put(m, i, i))
            return 1;
    counts_iter_init(&it, m);
    while (counts_next(&it)) {
        int key = *it.key;
        counts_delete(m, key);
        if (key < 20 && !counts_put(m, key + 100, 0))
            return 1;
    }
    counts_free(m);
    return 0;
}
