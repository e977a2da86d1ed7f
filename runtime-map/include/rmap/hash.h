#ifndef RMAP_HASH_H
#define RMAP_HASH_H

#include <stddef.h>
#include <stdint.h>

/*
 * Hashes for keys, to be named in RMAP_HASH(key, seed). Every result is mixed: each bit
 * of the key moves about half the bits of the hash. They are fast rather than
 * cryptographic; the per-map seed keeps accidents from repeating, not a determined
 * attacker out.
 */

#ifdef __cplusplus
extern "C" {
#endif

/* A bijection that spreads each bit over the word: the finaliser of SplitMix64 (Steele,
 * Lea, Flood, OOPSLA 2014, with Stafford's constants "Mix13"). */
static inline uint64_t rmap_hash_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* The two halves of the product of 64 by 64 bits, one over the other: what both numbers
 * have in any bit reaches every bit. For what is mixed before or after, as one factor
 * that is 0 hides the other (Wang Yi and Barrios Unzueta, "Modern Non-Cryptographic
 * Hash Function", 2023). */
static inline uint64_t rmap_hash_product(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
    __extension__ typedef unsigned __int128 Wide;
    Wide product = (Wide)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    uint64_t low = (a & UINT32_MAX) * (b & UINT32_MAX);
    uint64_t middle1 = (a >> 32) * (b & UINT32_MAX) + (low >> 32);
    uint64_t middle2 = (a & UINT32_MAX) * (b >> 32) + (middle1 & UINT32_MAX);
    uint64_t high = (a >> 32) * (b >> 32) + (middle1 >> 32) + (middle2 >> 32);

    return (middle2 << 32 | (low & UINT32_MAX)) ^ high;
#endif
}

/* Weaker and quicker than rmap_hash_mix. Enough after a hash that spreads its key
 * unevenly, as an identity does. */
static inline uint64_t rmap_hash_fold(uint64_t x)
{
    return rmap_hash_product(x, UINT64_C(0x9e3779b97f4a7c15));
}

/* Of an integer. */
static inline uint64_t rmap_hash_u64(uint64_t key, uint64_t seed)
{
    return rmap_hash_mix(key ^ (seed + UINT64_C(0x9e3779b97f4a7c15)));
}

/* Of `size` bytes at `bytes`, which may be NULL when size is 0. Not for structs with
 * padding: equal structs may differ there. */
uint64_t rmap_hash_bytes(const void *bytes, size_t size, uint64_t seed);

/* Of the text up to its NUL. */
uint64_t rmap_hash_string(const char *text, uint64_t seed);

/* Of a floating-point key under ==: -0 and +0 hash alike. Any value serves for a NaN,
 * which equals nothing; the map scatters those itself. */
uint64_t rmap_hash_double(double key, uint64_t seed);

#ifdef __cplusplus
}
#endif

#endif
