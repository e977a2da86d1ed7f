#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

int main(void)
{
    counts *m = NULL;
    counts_iter it;

    counts_iter_init(&it, m);
    bool empty = !counts_next(&it) && counts_len(m) == 0 && counts_get(m, 1) == NULL;
    empty = !counts_delete(m, 1) && empty;
    counts_free(m);
    return empty ? 0 : 1;
}
