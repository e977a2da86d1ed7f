#ifndef RMAP_NESTED_CORE_H
#define RMAP_NESTED_CORE_H

/* The untyped half of rmap/nested.h. Programs include that. */

#include "rmap/alloc.h"
#include "rmap/guard.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a map of maps has besides its outer map: the inner maps that are kept, empty,
 * for the next new keys. There is always room in `spare` for every inner map that the
 * outer map holds, so that clear needs no memory. */
typedef struct RmapNested {
    RmapOptions options;
    size_t inner_hint; /* room that new inner maps are made with */
    void **spare;      /* inner maps, all empty */
    size_t spares;
    size_t spare_room;
    uint64_t serial; /* given to each entry of the outer map, for borrows */
    RmapGuard guard; /* of the inner maps: grows when one is freed or kept */
} RmapNested;

/* The first member of every map of maps. `size` bytes, zeroed but for the options, or
 * NULL. The caller owns it: rmap_nested_free, which frees no map. */
RmapNested *rmap_nested_new(size_t size, const RmapOptions *opt);
void rmap_nested_free(RmapNested *n, size_t size);

/* Adds the sizes of one map to those of others. */
void rmap_nested_add(RmapStats *sum, RmapStats part);

/* Makes room for `maps` inner maps in `spare`; false when out of memory. */
bool rmap_nested_reserve(RmapNested *n, size_t maps);

#ifdef __cplusplus
}
#endif

#endif
