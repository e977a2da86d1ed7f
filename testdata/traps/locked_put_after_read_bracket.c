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

/* Lawful: looked at in one bracket, written when it has ended. */
int main(void)
{
    shared *s = shared_make(0);
    bool missing;

    if (s == NULL)
        return 1;
    missing = counts_get(shared_read_begin(s), 1) == NULL;
    shared_read_end(s);
    if (missing)
        missing = !shared_put(s, 1, 2);
    shared_free(s);
    return missing;
}
