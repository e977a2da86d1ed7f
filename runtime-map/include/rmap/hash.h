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
