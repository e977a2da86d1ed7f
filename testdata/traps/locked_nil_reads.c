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

/* Lawful: a nil map reads as empty. */
int main(void)
{
    shared *s = NULL;
    int value = 0;
    size_t found = shared_len(s) + shared_has(s, 1) + shared_get(s, 1, &value);

    shared_delete(s, 1);
    shared_free(s);
    return found == 0 ? 0 : 1;
}
