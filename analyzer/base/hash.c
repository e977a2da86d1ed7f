#include "base/hash.h"

#include <xxhash.h>

uint64_t hash_bytes(const void *bytes, size_t size, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes, size, seed);
}

uint64_t hash_str(Str text, uint64_t seed)
{
    return hash_bytes(text.p ? text.p : "", text.n, seed);
}

Hash hash_content(Str text)
{
    XXH128_hash_t hash = XXH3_128bits(text.p ? text.p : "", text.n);
    return (Hash){ hash.high64, hash.low64 };
}

const char *hash_hex(Arena *arena, Str text)
{
    Hash hash = hash_content(text);
    return arena_printf(arena, "%016llx%016llx", (unsigned long long)hash.high,
                        (unsigned long long)hash.low);
}
