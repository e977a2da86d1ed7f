/* sync as one header. */
#define RMAP_IMPLEMENTATION
#define RMAP_NAME            squares
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap_sync.h"

int main(void)
{
    squares *s = squares_make(0);
    int value = 0;
    bool right = squares_put(s, 2, 4) && squares_get(s, 2, &value) && value == 4;

    squares_free(s);
    return right ? 0 : 1;
}
