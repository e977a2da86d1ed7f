/* SipHash-1-3, after Aumasson and Bernstein, "SipHash: a fast short-input PRF",
 * INDOCRYPT 2012; the names are the paper's. */
#include "rmap/hash.h"

#include <string.h>
#include <unistd.h>

enum { SIP_C = 1, SIP_D = 3 }; /* rounds for a word, and at the end */

typedef struct Sip {
    uint64_t v0, v1, v2, v3;
} Sip;

static uint64_t rotate(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static void sip_rounds(Sip *s, int rounds)
{
    for (int i = 0; i < rounds; i++) {
        s->v0 += s->v1;
        s->v2 += s->v3;
        s->v1 = rotate(s->v1, 13) ^ s->v0;
        s->v3 = rotate(s->v3, 16) ^ s->v2;
        s->v0 = rotate(s->v0, 32) + s->v3;
        s->v2 += s->v1;
        s->v3 = rotate(s->v3, 21) ^ s->v0;
        s->v1 = rotate(s->v1, 17) ^ s->v2;
        s->v2 = rotate(s->v2, 32);
    }
}

static void sip_word(Sip *s, uint64_t m)
{
    s->v3 ^= m;
    sip_rounds(s, SIP_C);
    s->v0 ^= m;
}

/* Up to eight bytes, the first the lowest. */
static uint64_t load(const unsigned char *p, size_t n)
{
    uint64_t word = 0;

    for (size_t i = 0; i < n; i++)
        word |= (uint64_t)p[i] << 8 * i;
    return word;
}

uint64_t rmap_hash_keyed_bytes(const void *bytes, size_t size, uint64_t seed,
                               const RmapHashKey *key)
{
    const unsigned char *p = (const unsigned char *)bytes;
    uint64_t k0 = key->k0 ^ seed;
    uint64_t k1 = key->k1;
    Sip s = { k0 ^ UINT64_C(0x736f6d6570736575), k1 ^ UINT64_C(0x646f72616e646f6d),
              k0 ^ UINT64_C(0x6c7967656e657261), k1 ^ UINT64_C(0x7465646279746573) };
    size_t left = size;

    for (; left >= 8; left -= 8, p += 8)
        sip_word(&s, load(p, 8));
    sip_word(&s, load(p, left) | (uint64_t)size << 56);
    s.v2 ^= 0xff;
    sip_rounds(&s, SIP_D);
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

uint64_t rmap_hash_keyed_string(const char *text, uint64_t seed, const RmapHashKey *key)
{
    return rmap_hash_keyed_bytes(text, strlen(text), seed, key);
}

uint64_t rmap_hash_keyed_u64(uint64_t number, uint64_t seed, const RmapHashKey *key)
{
    return rmap_hash_keyed_bytes(&number, sizeof number, seed, key);
}

bool rmap_hash_key_draw(RmapHashKey *key)
{
    return getentropy(key, sizeof *key) == 0;
}
