#include <stdint.h>

#define RMAP_NAME            counts
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME shared
#define RMAP_OF   counts
#include "rmap/locked.h"

/* Lawful: each way out ends the bracket first. */
int main(void)
{
    shared *s = shared_make(0);
    size_t len;

    if (s == NULL || !shared_put(s, 1, 2))
        return 1;
    len = counts_len(shared_read_begin(s));
    shared_read_end(s);
    shared_free(s);
    return len == 1 ? 0 : 1;
}
