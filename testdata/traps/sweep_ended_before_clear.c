#include <stdint.h>

#define RMAP_NAME            ages
#define RMAP_KEY             int
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME                     expiry
#define RMAP_OF                       ages
#define RMAP_EXPIRED(key, value, now) ((now) > *(value))
#include "rmap/sweep.h"

/* Lawful: the pass is ended before its map is cleared. */
int main(void)
{
    ages *m = ages_make(20);
    expiry s;

    if (m == NULL)
        return 1;
    for (int key = 0; key < 20; key++)
        ages_put(m, key, 1);
    expiry_init(&s, m);
    expiry_run(&s, 0, 5);
    expiry_end(&s);
    ages_clear(m);
    expiry_run(&s, 0, 5);
    expiry_end(&s);
    ages_free(m);
    return 0;
}
