#ifndef RMAP_GROUP_H
#define RMAP_GROUP_H

/*
 * Groups of tags: what flat and dense look through before they look at any key.
 *
 * A group is 16 bytes, aligned to as many. Byte i < 15 is the tag of slot i, 8 bits of
 * its key's hash, or 0 when the slot is empty. Byte 15 says which keys had no room here
 * and went on to another group: one bit for an eighth of all hashes. So most look-ups
 * of an absent key end in the first group, although nothing is ever moved when a key is
 * deleted. The idea is that of boost::unordered_flat_map (J. M. López Muñoz, "Inside
 * boost::unordered_flat_map", 2022).
 *
 * A group is compared at once by SSE2 or NEON, or eight bytes at a time by plain
 * arithmetic; `portable` asks for that. The bytes are the same in each case, and so is
 * every answer: a set of slots, bit i for slot i.
 *
 * The groups to try for a hash begin at its low bits and go on in triangular steps,
 * which visit each of 2^n groups once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

enum {
    RMAP_GROUP_SLOTS = 15,
    RMAP_GROUP_SIZE = 16,     /* bytes */
    RMAP_GROUP_MASK = 0x7fff, /* all slots */
    RMAP_GROUP_RUN = 4,       /* groups whose slots fit into a word */
    RMAP_KEPT_MASK =
        0xffffff /* bits of a hash, from the lowest, that a slot may keep */
};

#define RMAP_NOINLINE __attribute__((noinline))

/* A group without entries, in place of an array until the first put. */
extern const unsigned char rmap_group_none[RMAP_GROUP_SIZE];

/* Where an entry is: slot i of a group. */
typedef struct RmapSpot {
    unsigned char *group;
    unsigned i;
} RmapSpot;

/* Never 0. A full word, since compilers that keep a byte in memory reload it as a word
 * for the comparison, and the processor then waits for the store. */
static inline uint32_t rmap_tag(uint64_t hash)
{
    uint32_t top = (uint32_t)(hash >> 56);
    return top + (top == 0);
}

/* The bits of a hash that a slot may keep: those of the tag, and the lowest, which are
 * enough to place the entry in up to 2^24 groups. */
static inline uint32_t rmap_hash_short(uint64_t hash)
{
    return (uint32_t)(hash >> 56) << 24 | (uint32_t)(hash & RMAP_KEPT_MASK);
}

static inline uint64_t rmap_hash_long(uint32_t kept)
{
    return (uint64_t)(kept >> 24) << 56 | (kept & RMAP_KEPT_MASK);
}

/* The number of the bit of the last byte that stands for this hash: three bits of those
 * that make its tag. */
static inline unsigned rmap_hash_pass(uint64_t hash)
{
    return (unsigned)(hash >> 61);
}

/* Bit i set where byte i of the word, in memory order, is 0. No carry goes from byte to
 * byte, so that there are no false ones (Warren, "Hacker's Delight", 6-1). */
static inline unsigned rmap_word_zeros(uint64_t word)
{
    const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
    uint64_t zeros = ~(((word & low) + low) | word | low) >> 7;

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    zeros = __builtin_bswap64(zeros);
#endif
    return (unsigned)((zeros * UINT64_C(0x0102040810204080)) >> 56);
}

static inline unsigned rmap_group_match_portable(const unsigned char *group,
                                                 uint32_t tag)
{
    uint64_t pattern = tag * UINT64_C(0x0101010101010101);
    uint64_t words[2];

    memcpy(words, group, sizeof words);
    return (rmap_word_zeros(words[0] ^ pattern) | rmap_word_zeros(words[1] ^ pattern)
                                                      << 8) &
           RMAP_GROUP_MASK;
}

/* The slots with this tag; tag 0: the empty ones. */
static inline unsigned rmap_group_match(const unsigned char *group, uint32_t tag,
                                        bool portable)
{
    if (portable)
        return rmap_group_match_portable(group, tag);
#if defined(__SSE2__)
    __m128i bytes = _mm_load_si128((const __m128i *)(const void *)group);
    __m128i same = _mm_cmpeq_epi8(bytes, _mm_set1_epi32((int)(tag * 0x01010101U)));
    return (unsigned)_mm_movemask_epi8(same) & RMAP_GROUP_MASK;
#elif defined(__aarch64__) && defined(__ARM_NEON)
    static const uint8_t bits[16] = { 1, 2, 4, 8, 16, 32, 64, 128,
                                      1, 2, 4, 8, 16, 32, 64, 128 };
    uint8x16_t same = vceqq_u8(vld1q_u8(group), vdupq_n_u8((uint8_t)tag));
    uint8x16_t set = vandq_u8(same, vld1q_u8(bits));
    return ((unsigned)vaddv_u8(vget_low_u8(set)) | (unsigned)vaddv_u8(vget_high_u8(set))
                                                       << 8) &
           RMAP_GROUP_MASK;
#else
    return rmap_group_match_portable(group, tag);
#endif
}

/* The slots that hold entries. */
static inline unsigned rmap_group_used(const unsigned char *group, bool portable)
{
    return ~rmap_group_match(group, 0, portable) & RMAP_GROUP_MASK;
}

/* The same of the first RMAP_GROUP_RUN of so many groups, their slots counted through.
 */
uint64_t rmap_groups_used(const unsigned char *groups, size_t count);

/* The lowest slot of a set that is not empty. */
static inline unsigned rmap_group_first(unsigned slots)
{
    return (unsigned)__builtin_ctz(slots);
}

/* How many slots of so many groups may be used before the array must grow: all of one
 * group, else seven of eight. */
static inline size_t rmap_groups_limit(size_t groups)
{
    return groups <= 1 ? groups * RMAP_GROUP_SLOTS
                       : groups * RMAP_GROUP_SLOTS / 8 * 7 +
                             groups * RMAP_GROUP_SLOTS % 8 * 7 / 8;
}

/* Whether a key of this hash that was put here may have been passed on to the next
 * group. */
static inline bool rmap_group_passes(const unsigned char *group, uint64_t hash)
{
    return (group[RMAP_GROUP_SLOTS] >> rmap_hash_pass(hash) & 1) != 0;
}

/* Takes an empty slot for `hash` after its first group, which is full. */
size_t rmap_groups_place_on(unsigned char *tags, size_t mask, uint64_t hash);

/* Takes an empty slot for `hash`, of which there must be one, and marks the groups that
 * it passes; its number, counted over all groups. `mask` is their number less one. */
static inline size_t rmap_groups_place(unsigned char *tags, size_t mask, uint64_t hash,
                                       bool portable)
{
    size_t g = (size_t)hash & mask;
    unsigned char *group = tags + g * RMAP_GROUP_SIZE;
    unsigned empty = rmap_group_match(group, 0, portable);
    unsigned i;

    if (__builtin_expect(empty == 0, 0))
        return rmap_groups_place_on(tags, mask, hash);
    i = rmap_group_first(empty);
    group[i] = (unsigned char)rmap_tag(hash);
    return g * RMAP_GROUP_SLOTS + i;
}

#ifdef __cplusplus
}
#endif

#endif
