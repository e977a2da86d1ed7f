#ifndef RMAP_HASH_H
#define RMAP_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Hashes for keys, to be named in RMAP_HASH(key, seed). Every result is mixed: each bit
 * of the key moves about half the bits of the hash. The first ones are fast rather than
 * cryptographic; the per-map seed keeps accidents from repeating, not a determined
 * attacker out: for that there are the keyed ones at the end.
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

/* Of more than 16 bytes: what rmap_hash_bytes is for them. */
uint64_t rmap_hash_many(const void *bytes, size_t size, uint64_t seed);

/* The hash of no bytes. Not that of the seed alone: from 0, and from 2^64 - 1, no
 * product leads away. */
static inline uint64_t rmap_hash_begin(uint64_t seed)
{
    return rmap_hash_fold(seed ^ UINT64_C(0x243f6a8885a308d3));
}

/* The next 16 bytes of a key, as two words, into the hash of those before. A word that
 * makes one factor 0 or 2^64 - 1 hides the other: it depends on the seed which that is.
 */
static inline uint64_t rmap_hash_step(uint64_t hash, uint64_t a, uint64_t b)
{
    return rmap_hash_product(a ^ hash, b ^ (hash + UINT64_C(0x9e3779b97f4a7c15)));
}

/* The last 0 to 16 bytes; `size` is that of the whole key. */
static inline uint64_t rmap_hash_last(uint64_t hash, const unsigned char *p,
                                      size_t left, size_t size)
{
    uint64_t a = 0, b = 0;

    if (left >= 8) { /* two words that may overlap, as below */
        memcpy(&a, p, 8);
        memcpy(&b, p + left - 8, 8);
    } else if (left >= 4) {
        uint32_t low, high;
        memcpy(&low, p, 4);
        memcpy(&high, p + left - 4, 4);
        a = low;
        b = high;
    } else if (left > 0) {
        a = (uint64_t)p[0] | (uint64_t)p[left / 2] << 8;
        b = p[left - 1];
    }
    return rmap_hash_fold(rmap_hash_step(hash, a, b) ^ (uint64_t)size);
}

/* Of `size` bytes at `bytes`, which may be NULL when size is 0. Not for structs with
 * padding: equal structs may differ there. Differs between machines of different byte
 * orders. */
static inline uint64_t rmap_hash_bytes(const void *bytes, size_t size, uint64_t seed)
{
    if (size > 16)
        return rmap_hash_many(bytes, size, seed);
    return rmap_hash_last(rmap_hash_begin(seed), (const unsigned char *)bytes, size,
                          size);
}

/* Of the text up to its NUL. */
static inline uint64_t rmap_hash_string(const char *text, uint64_t seed)
{
    return rmap_hash_bytes(text, strlen(text), seed);
}

/* Of a floating-point key under ==: -0 and +0 hash alike. Any value serves for a NaN,
 * which equals nothing; the map scatters those itself. */
uint64_t rmap_hash_double(double key, uint64_t seed);

/* ---- for keys that an attacker chooses ---- */

/*
 * Who can choose keys, and guess or measure enough to know the seed, can choose keys
 * that all collide under the functions above: a lookup then takes time with the number
 * of entries. A keyed hash cannot be steered without its 128-bit key. This one is
 * SipHash-1-3: the construction of Aumasson and Bernstein ("SipHash: a fast short-input
 * PRF", INDOCRYPT 2012) with one round a word and three at the end, as Rust's and
 * Python's tables use it. Keep one key for the process, or one for each map:
 *
 *     #define RMAP_HASH(key, seed) rmap_hash_keyed_string(key, seed, &server_key)
 *     #define RMAP_HASH_AVALANCHES 1
 *
 * The seed of the map goes in as well, so that maps with one key differ.
 */
typedef struct RmapHashKey {
    uint64_t k0, k1;
} RmapHashKey;

/* Fills `key` from the system's entropy, once, before the first map that uses it. False
 * when the system has none to give: then nothing is a secret. */
bool rmap_hash_key_draw(RmapHashKey *key);

uint64_t rmap_hash_keyed_bytes(const void *bytes, size_t size, uint64_t seed,
                               const RmapHashKey *key);
uint64_t rmap_hash_keyed_string(const char *text, uint64_t seed,
                                const RmapHashKey *key);
uint64_t rmap_hash_keyed_u64(uint64_t number, uint64_t seed, const RmapHashKey *key);

#ifdef __cplusplus
}
#endif

#endif
