#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

// traps-not: lawful, and dear: the table stays until later puts replace it

int main(void)
{
    counts *m = counts_make(0);
    counts_iter it;

    for (int i = 0; m != NULL && i < 100; i++)
        counts_put(m, i, i);
    counts_iter_init(&it, m);
    while (counts_next(&it))
        counts_delete(m, *it.key); // known-miss sync-map-misuse
    counts_free(m);
    return 0;
}
