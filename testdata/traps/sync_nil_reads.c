#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

/* Lawful: a nil map reads as empty, and freeing it is nothing. */
int main(void)
{
    counts *m = NULL;
    int value = 0;
    size_t found = counts_len(m) + counts_has(m, 1) + counts_get(m, 1, &value);

    counts_delete(m, 1);
    counts_free(m);
    return found == 0 ? 0 : 1;
}
