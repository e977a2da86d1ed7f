#include "seed.h"
#include "rmap/hash.h"

#include <time.h>
#include <unistd.h>

uint64_t rmap_seed_draw(const void *salt)
{
    uint64_t seed;

    if (getentropy(&seed, sizeof seed) == 0)
        return seed;
    return rmap_hash_mix((uint64_t)(uintptr_t)salt) ^ (uint64_t)time(NULL) ^
           (uint64_t)clock() << 32;
}
