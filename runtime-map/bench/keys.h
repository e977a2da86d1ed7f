/*
 * The keys of the benchmark, and the one hash that every C and C++ table is given. With
 * KEY_TEXT 1 a key is a text of 16 characters behind a pointer and a length (16 bytes),
 * otherwise a 64-bit integer.
 *
 * Key number i is a bijection of i, so keys are random to look at, all different, and
 * need no table of what was given out. Each text is written to a place of its own: a
 * program looks for the text that a request brought, not for the one in its map.
 */
#ifndef BENCH_KEYS_H
#define BENCH_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifndef KEY_TEXT
#define KEY_TEXT 0
#endif

enum { TEXT_SIZE = 16 };

#define ODD_A UINT64_C(0xa0761d6478bd642f)
#define ODD_B UINT64_C(0xe7037ed1a0b428db)

/* Both halves of the product, folded: the step of wyhash (Wang Yi). */
static inline uint64_t fold(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 Wide;
    Wide product = (Wide)a * b;

    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

static inline uint64_t load64(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* The finaliser of SplitMix64, a bijection; no hash below is made of the same steps. */
static inline uint64_t scatter(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

#if KEY_TEXT

typedef struct Key {
    const char *text;
    size_t size;
} Key;

static inline uint64_t hash_key(Key key, uint64_t seed)
{
    const char *at = key.text;
    size_t left = key.size;
    char last[16] = { 0 };

    for (; left > 16; at += 16, left -= 16)
        seed = fold(load64(at) ^ ODD_A, load64(at + 8) ^ seed);
    if (left < 16)
        at = (const char *)memcpy(last, at, left);
    seed = fold(load64(at) ^ ODD_A, load64(at + 8) ^ seed);
    return fold(seed ^ key.size, ODD_B);
}

static inline bool same_key(Key a, Key b)
{
    return a.size == b.size && memcmp(a.text, b.text, a.size) == 0;
}

/* Key number `number`, its text written to `room`. */
static inline Key make_key(uint64_t number, char *room)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t bits = scatter(number);
    Key key = { room, TEXT_SIZE };

    for (int i = 0; i < TEXT_SIZE; i++, bits >>= 4)
        room[i] = digits[bits & 15];
    return key;
}

/* A key as a value of the chain of dependent lookups, and back. */
static inline uint64_t key_as_value(Key key)
{
    return (uint64_t)(uintptr_t)key.text;
}

static inline Key value_as_key(uint64_t value)
{
    Key key = { (const char *)(uintptr_t)value, TEXT_SIZE };
    return key;
}

#else

typedef uint64_t Key;

static inline uint64_t hash_key(Key key, uint64_t seed)
{
    return fold(key ^ seed ^ ODD_A, ODD_B);
}

static inline bool same_key(Key a, Key b)
{
    return a == b;
}

static inline Key make_key(uint64_t number, char *room)
{
    (void)room;
    return scatter(number);
}

static inline uint64_t key_as_value(Key key)
{
    return key;
}

static inline Key value_as_key(uint64_t value)
{
    return value;
}

#endif

/* For tables that know of no seed. */
#define FIXED_SEED ODD_B

#endif
