#ifndef RMAP_XXH64_H
#define RMAP_XXH64_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* XXH64 of Yann Collet (xxHash specification 0.1.1), of `size` bytes at `bytes`: the
 * same on every machine. What is written to files is hashed and summed by it; it may
 * not change. `bytes` may be NULL when size is 0. */
uint64_t rmap_xxh64(const void *bytes, size_t size, uint64_t seed);

#ifdef __cplusplus
}
#endif

#endif
