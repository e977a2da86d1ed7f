/* locked as one header, beside that of the map it locks. */
#define RMAP_IMPLEMENTATION
#define RMAP_NAME            squares
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap_hmap.h"

#define RMAP_NAME shared
#define RMAP_OF   squares
#include "rmap_locked.h"

int main(void)
{
    shared *s = shared_make(0);
    int value = 0;
    bool right = shared_put(s, 2, 4) && shared_get(s, 2, &value) && value == 4;

    shared_free(s);
    return right ? 0 : 1;
}
