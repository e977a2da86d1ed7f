#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME counts_pool
#define RMAP_MAP  counts
#include "rmap/pool.h"

// traps-not: nothing is used wrongly; the memory is lost
int main(void)
{
    counts_pool *p = counts_pool_make(4, 1 << 20);
    counts *m = counts_pool_take(p); // known-miss map-leak "'m'"
    bool put = m != NULL && counts_put(m, 1, 2);

    counts_pool_free(p);
    return put ? 0 : 1;
}
