#ifndef RMAP_OWN_H
#define RMAP_OWN_H

/*
 * Text keys of which a map holds copies of its own: RMAP_OWN_STRINGS 1 before the
 * header of a map. RMAP_KEY is then `const char *`, and hash and equality are those of
 * the text unless others are given. What the members have in common:
 *
 *  - The first put of a key copies it, with the map's allocator. A later put of an
 *    equal one keeps the copy. The text that was passed may be freed or changed at
 *    once.
 *  - delete, clear and free give the copies back. Keys that an iteration shows are the
 *    map's, const, and die with their entry.
 *  - When there is no memory for the copy, put says so and nothing has changed.
 *  - Keys are never NULL, neither to put nor to look up.
 *
 * The functions below are for the members.
 */

#include "rmap/alloc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A copy of `text`, or NULL when out of memory. The caller owns it: rmap_own_free. */
const char *rmap_own_copy(const RmapAllocator *a, const char *text);

/* Gives back what rmap_own_copy returned, unchanged since; NULL is fine. */
void rmap_own_free(const RmapAllocator *a, const char *copy);

/* What a copy of `text` takes of the allocator, in bytes. */
size_t rmap_own_size(const char *text);

#ifdef __cplusplus
}
#endif

#endif
