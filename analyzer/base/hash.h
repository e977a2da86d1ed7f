/*
 * Content hashes (XXH3, 64 and 128 bit): equal on every machine, so they may be stored.
 */
#ifndef MAPVET_BASE_HASH_H
#define MAPVET_BASE_HASH_H

#include "base/str.h"

uint64_t hash_bytes(const void *bytes, size_t size, uint64_t seed);
uint64_t hash_str(Str text, uint64_t seed);

/* What names a content: two of them are equal by chance as good as never. */
typedef struct Hash {
    uint64_t high, low;
} Hash;

Hash hash_content(Str text);

static inline bool hash_eq(Hash a, Hash b)
{
    return a.high == b.high && a.low == b.low;
}

/* 128 bits as 32 hexadecimal digits, in the arena. */
const char *hash_hex(Arena *arena, Str text);

#endif
