/* pool as one header, beside that of the maps' member. */
#define RMAP_IMPLEMENTATION
#define RMAP_NAME            scratch
#define RMAP_KEY             int
#define RMAP_VALUE           long
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap_hmap.h"

#define RMAP_NAME        scratches
#define RMAP_MAP         scratch
#define RMAP_POOL_LOCKED 1
#include "rmap_pool.h"

int main(void)
{
    scratches *p = scratches_make(4, 1 << 20);
    scratch *m = scratches_take(p);
    bool right = scratch_put(m, 1, 2);

    scratches_give(p, m);
    right = right && scratches_take(p) == m && scratch_len(m) == 0;
    scratches_give(p, m);
    scratches_free(p);
    return right ? 0 : 1;
}
