#ifndef RMAP_SEED_H
#define RMAP_SEED_H

#include "rmap/hash.h"

#include <time.h>
#include <unistd.h>

/* A seed that nobody can guess: the system's entropy; without it, what differs between
 * objects (`salt`, an address) and runs. */
static inline uint64_t rmap_seed_draw(const void *salt)
{
    uint64_t seed;

    if (getentropy(&seed, sizeof seed) == 0)
        return seed;
    return rmap_hash_mix((uint64_t)(uintptr_t)salt) ^ (uint64_t)time(NULL) ^
           (uint64_t)clock() << 32;
}

#endif
