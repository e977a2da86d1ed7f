/* The sweeper as one header, beside that of the map it sweeps. */
#define RMAP_IMPLEMENTATION
#define RMAP_NAME            seen
#define RMAP_KEY             int
#define RMAP_VALUE           unsigned
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap_hmap.h"

#define RMAP_NAME                     expiry
#define RMAP_OF                       seen
#define RMAP_EXPIRED(key, value, now) ((now) - *(value) > 10)
#include "rmap_sweep.h"

int main(void)
{
    seen *m = seen_make(0);
    expiry s;
    bool right = seen_put(m, 1, 5) && seen_put(m, 2, 18);

    expiry_init(&s, m);
    expiry_run(&s, 20, 100);
    expiry_end(&s);
    right = right && seen_get(m, 1) == NULL && seen_get(m, 2) != NULL;
    seen_free(m);
    return right ? 0 : 1;
}
