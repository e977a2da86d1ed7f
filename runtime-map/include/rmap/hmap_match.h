#ifndef RMAP_HMAP_MATCH_H
#define RMAP_HMAP_MATCH_H

/*
 * The eight tophash bytes of a bucket, compared at once. Each function gives a mask
 * with bit i for slot i. There is a version for SSE2, one for NEON, and one for any
 * machine with 64-bit words, which can be had everywhere with RMAP_PORTABLE. They
 * differ in nothing but speed: no layout depends on which is used, so that translation
 * units (and the library) may be built with different -m flags.
 */
#include <stdint.h>
#include <string.h>

#ifdef RMAP_PORTABLE
#define RMAP_MATCH_PORTABLE RMAP_PORTABLE
#else
#define RMAP_MATCH_PORTABLE 0
#endif
#if !RMAP_MATCH_PORTABLE && defined(__SSE2__)
#define RMAP_MATCH_SSE2 1
#include <emmintrin.h>
#elif !RMAP_MATCH_PORTABLE && defined(__ARM_NEON) && !defined(__ARM_BIG_ENDIAN)
#define RMAP_MATCH_NEON 1
#include <arm_neon.h>
#endif

/* For what is to be constant once its RmapType is known, at any level of optimisation.
 */
#if defined(__GNUC__)
#define RMAP_HOT         static inline __attribute__((always_inline))
#define RMAP_LIKELY(x)   __builtin_expect(!!(x), 1)
#define RMAP_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define RMAP_PREFETCH(p) __builtin_prefetch(p)
#else
#error "rmap/hmap.h needs gcc or clang"
#endif

/* The tophashes as one word, that of slot 0 in the lowest byte. */
RMAP_HOT uint64_t rmap_tops_load(const unsigned char *bucket)
{
    uint64_t tops;

    memcpy(&tops, bucket, sizeof tops);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    tops = __builtin_bswap64(tops);
#endif
    return tops;
}

RMAP_HOT void rmap_tops_store(unsigned char *bucket, uint64_t tops)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    tops = __builtin_bswap64(tops);
#endif
    memcpy(bucket, &tops, sizeof tops);
}

/* The highest bit of each byte, as a mask: the product puts the bit of byte i at bit
 * 56 + i, and no two of its terms meet. */
RMAP_HOT unsigned rmap_match_gather(uint64_t high_bits)
{
    return (unsigned)((high_bits >> 7) * UINT64_C(0x0102040810204080) >> 56);
}

/* Which bytes are `byte`: those where the difference is zero. No byte carries into
 * another, so the answer is exact. */
RMAP_HOT unsigned rmap_match_portable(const unsigned char *bucket, uint8_t byte)
{
    const uint64_t low7 = UINT64_C(0x7f7f7f7f7f7f7f7f);
    uint64_t x = rmap_tops_load(bucket) ^ UINT64_C(0x0101010101010101) * byte;

    return rmap_match_gather(~(((x & low7) + low7) | x | low7));
}

/* Which bytes are at least `least`, which is at most 128. */
RMAP_HOT unsigned rmap_match_from_portable(const unsigned char *bucket, uint8_t least)
{
    const uint64_t low7 = UINT64_C(0x7f7f7f7f7f7f7f7f);
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t x = rmap_tops_load(bucket);
    uint64_t sum = (x & low7) + UINT64_C(0x0101010101010101) * (uint64_t)(128 - least);

    return rmap_match_gather((sum | x) & high);
}

#if defined(RMAP_MATCH_SSE2)

RMAP_HOT unsigned rmap_match(const unsigned char *bucket, uint8_t byte)
{
    __m128i tops = _mm_loadl_epi64((const __m128i *)(const void *)bucket);

    return (unsigned)_mm_movemask_epi8(
               _mm_cmpeq_epi8(tops, _mm_set1_epi8((char)byte))) &
           0xff;
}

RMAP_HOT unsigned rmap_match_from(const unsigned char *bucket, uint8_t least)
{
    __m128i tops = _mm_loadl_epi64((const __m128i *)(const void *)bucket);
    __m128i larger = _mm_max_epu8(tops, _mm_set1_epi8((char)least));

    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(larger, tops)) & 0xff;
}

#elif defined(RMAP_MATCH_NEON)

RMAP_HOT unsigned rmap_match_bytes(uint8x8_t equal)
{
    return rmap_match_gather(vget_lane_u64(vreinterpret_u64_u8(equal), 0) &
                             UINT64_C(0x8080808080808080));
}

RMAP_HOT unsigned rmap_match(const unsigned char *bucket, uint8_t byte)
{
    return rmap_match_bytes(vceq_u8(vld1_u8(bucket), vdup_n_u8(byte)));
}

RMAP_HOT unsigned rmap_match_from(const unsigned char *bucket, uint8_t least)
{
    return rmap_match_bytes(vcge_u8(vld1_u8(bucket), vdup_n_u8(least)));
}

#else

RMAP_HOT unsigned rmap_match(const unsigned char *bucket, uint8_t byte)
{
    return rmap_match_portable(bucket, byte);
}

RMAP_HOT unsigned rmap_match_from(const unsigned char *bucket, uint8_t least)
{
    return rmap_match_from_portable(bucket, least);
}

#endif

/* The lowest slot of a mask that is not 0. */
RMAP_HOT unsigned rmap_match_first(unsigned mask)
{
    return (unsigned)__builtin_ctz(mask);
}

#endif
