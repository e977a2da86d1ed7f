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

/* Weaker and quicker: the halves of a 128-bit product. Enough after a hash that spreads
 * its key unevenly, as an identity does. */
static inline uint64_t rmap_hash_fold(uint64_t x)
{
    const uint64_t by = UINT64_C(0x9e3779b97f4a7c15);
#if defined(__SIZEOF_INT128__)
    __extension__ typedef unsigned __int128 RmapWide;
    RmapWide product = (RmapWide)x * by;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    uint64_t x0 = (uint32_t)x, x1 = x >> 32, y0 = (uint32_t)by, y1 = by >> 32;
    uint64_t middle = x1 * y0 + (x0 * y0 >> 32);
    uint64_t other = x0 * y1 + (uint32_t)middle;
    return x * by ^ (x1 * y1 + (middle >> 32) + (other >> 32));
#endif
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
