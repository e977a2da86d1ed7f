#include "rmap/hash.h"

#include <string.h>

/* Eight bytes at a time through a bijection, so that no input word can erase what came
 * before it; the length goes in last and tells "a" from "a\0". */
uint64_t rmap_hash_bytes(const void *bytes, size_t size, uint64_t seed)
{
    const unsigned char *p = (const unsigned char *)bytes;
    uint64_t hash = seed + UINT64_C(0x9e3779b97f4a7c15);
    size_t left = size;

    for (; left >= sizeof hash; left -= sizeof hash, p += sizeof hash) {
        uint64_t word;
        memcpy(&word, p, sizeof word);
        hash = rmap_hash_mix(hash ^ word) + UINT64_C(0x9e3779b97f4a7c15);
    }
    if (left > 0) {
        uint64_t word = 0;
        memcpy(&word, p, left);
        hash = rmap_hash_mix(hash ^ word) + UINT64_C(0x9e3779b97f4a7c15);
    }
    return rmap_hash_mix(hash ^ size);
}

uint64_t rmap_hash_string(const char *text, uint64_t seed)
{
    return rmap_hash_bytes(text, strlen(text), seed);
}

uint64_t rmap_hash_double(double key, uint64_t seed)
{
    double positive = key + 0.0; /* -0.0 + 0.0 is +0.0 */
    uint64_t bits;

    memcpy(&bits, &positive, sizeof bits);
    return rmap_hash_u64(bits, seed);
}
