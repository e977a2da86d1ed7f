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
    counts_ref ref = counts_borrow(m, 1);
    counts_put(m, 1, 3);
    bool is_new = *counts_deref(m, ref) == 3;
    counts_free(m);
    return is_new ? 0 : 1;
}
