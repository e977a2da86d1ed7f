/* khash of klib, or the copy that htslib carries. */
/* needs: khash.h|htslib/khash.h */
#include "keys.h"

#include <stdlib.h>

#if defined(__has_include) && __has_include("khash.h")
#include "khash.h"
#else
#include "htslib/khash.h"
#endif

/* Its hashes have 32 bits. */
#define KHASH_OF(key) ((khint_t)hash_key(key, FIXED_SEED))
KHASH_INIT(table, Key, uint64_t, 1, KHASH_OF, same_key)

typedef khash_t(table) Map;

#define MAP_RESERVES 1

static Map *map_make(size_t hint)
{
    Map *map = kh_init(table);

    /* It takes a number of buckets, which may be filled to 77 %. */
    if (map != NULL && hint > 0)
        kh_resize(table, map, (khint_t)((double)hint / 0.77) + 1);
    return map;
}

static void map_free(Map *map)
{
    kh_destroy(table, map);
}

static inline bool map_put(Map *map, Key key, uint64_t value)
{
    int made;
    khint_t at = kh_put(table, map, key, &made);

    if (made < 0)
        return false;
    kh_val(map, at) = value;
    return true;
}

static inline uint64_t *map_get(Map *map, Key key)
{
    khint_t at = kh_get(table, map, key);

    return at == kh_end(map) ? NULL : &kh_val(map, at);
}

static inline bool map_erase(Map *map, Key key)
{
    khint_t at = kh_get(table, map, key);

    if (at == kh_end(map))
        return false;
    kh_del(table, map, at);
    return true;
}

static inline uint64_t map_sum(Map *map)
{
    uint64_t sum = 0;

    for (khint_t at = kh_begin(map); at != kh_end(map); at++)
        if (kh_exist(map, at))
            sum += kh_val(map, at);
    return sum;
}

static void map_clear(Map *map)
{
    kh_clear(table, map);
}

static inline size_t map_len(Map *map)
{
    return kh_size(map);
}

#include "cells.h"
