/*
 * Content hashes (XXH3, 64 and 128 bit): equal on every machine, so they may be stored.
 */
#ifndef MAPVET_BASE_HASH_H
#define MAPVET_BASE_HASH_H

#include "base/str.h"

uint64_t hash_bytes(const void *bytes, size_t size, uint64_t seed);
uint64_t hash_str(Str text, uint64_t seed);

/* 128 bits as 32 hexadecimal digits, in the arena. */
const char *hash_hex(Arena *arena, Str text);

#endif
