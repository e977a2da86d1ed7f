#include "rmap/xxh64.h"

static const uint64_t xxh64_prime[5] = { UINT64_C(0x9E3779B185EBCA87),
                                         UINT64_C(0xC2B2AE3D27D4EB4F),
                                         UINT64_C(0x165667B19E3779F9),
                                         UINT64_C(0x85EBCA77C2B2AE63),
                                         UINT64_C(0x27D4EB2F165667C5) };

static uint64_t xxh64_turn(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

/* Little-endian, whatever the machine is. */
static uint64_t xxh64_load(const unsigned char *p, unsigned size)
{
    uint64_t x = 0;

    for (unsigned i = 0; i < size; i++)
        x |= (uint64_t)p[i] << 8 * i;
    return x;
}

static uint64_t xxh64_round(uint64_t lane, uint64_t word)
{
    return xxh64_turn(lane + word * xxh64_prime[1], 31) * xxh64_prime[0];
}

/* The stripes of 32 bytes, in four lanes. */
static uint64_t xxh64_stripes(const unsigned char **at, size_t *left, uint64_t seed)
{
    uint64_t lane[4] = { seed + xxh64_prime[0] + xxh64_prime[1], seed + xxh64_prime[1],
                         seed, seed - xxh64_prime[0] };
    uint64_t sum;

    for (; *left >= 32; *at += 32, *left -= 32)
        for (unsigned i = 0; i < 4; i++)
            lane[i] = xxh64_round(lane[i], xxh64_load(*at + 8 * i, 8));
    sum = xxh64_turn(lane[0], 1) + xxh64_turn(lane[1], 7) + xxh64_turn(lane[2], 12) +
          xxh64_turn(lane[3], 18);
    for (unsigned i = 0; i < 4; i++)
        sum = (sum ^ xxh64_round(0, lane[i])) * xxh64_prime[0] + xxh64_prime[3];
    return sum;
}

uint64_t rmap_xxh64(const void *bytes, size_t size, uint64_t seed)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t left = size;
    uint64_t x = left >= 32 ? xxh64_stripes(&p, &left, seed) : seed + xxh64_prime[4];

    x += size;
    for (; left >= 8; p += 8, left -= 8) {
        x ^= xxh64_round(0, xxh64_load(p, 8));
        x = xxh64_turn(x, 27) * xxh64_prime[0] + xxh64_prime[3];
    }
    if (left >= 4) {
        x ^= xxh64_load(p, 4) * xxh64_prime[0];
        x = xxh64_turn(x, 23) * xxh64_prime[1] + xxh64_prime[2];
        p += 4;
        left -= 4;
    }
    for (; left > 0; p++, left--)
        x = xxh64_turn(x ^ *p * xxh64_prime[4], 11) * xxh64_prime[0];
    x = (x ^ x >> 33) * xxh64_prime[1];
    x = (x ^ x >> 29) * xxh64_prime[2];
    return x ^ x >> 32;
}
