#include "rmap/hash.h"

#include <string.h>

uint64_t rmap_hash_many(const void *bytes, size_t size, uint64_t seed)
{
    const unsigned char *p = (const unsigned char *)bytes;
    uint64_t hash = rmap_hash_begin(seed);
    size_t left = size;

    for (; left > 16; left -= 16, p += 16) {
        uint64_t a, b;
        memcpy(&a, p, 8);
        memcpy(&b, p + 8, 8);
        hash = rmap_hash_step(hash, a, b);
    }
    return rmap_hash_last(hash, p, left, size);
}

uint64_t rmap_hash_double(double key, uint64_t seed)
{
    double positive = key + 0.0; /* -0.0 + 0.0 is +0.0 */
    uint64_t bits;

    memcpy(&bits, &positive, sizeof bits);
    return rmap_hash_u64(bits, seed);
}
