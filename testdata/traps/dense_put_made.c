#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/dense.h"

int main(void)
{
    counts *m = counts_make(1);
    bool put = m != NULL && counts_put(m, 1, 2);

    counts_free(m);
    return put ? 0 : 1;
}
