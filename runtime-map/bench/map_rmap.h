/*
 * The end of the adapters of runtime-map's own members, whose verbs are the same: the
 * member was included with RMAP_NAME Map.
 */
#ifndef BENCH_MAP_RMAP_H
#define BENCH_MAP_RMAP_H

#define MAP_RESERVES 1

static Map *map_make(size_t hint)
{
    return Map_make(hint);
}

static void map_free(Map *map)
{
    Map_free(map);
}

static inline bool map_put(Map *map, Key key, uint64_t value)
{
    return Map_put(map, stored_key(key), value);
}

static inline uint64_t *map_get(Map *map, Key key)
{
    return Map_get(map, stored_key(key));
}

static inline bool map_erase(Map *map, Key key)
{
    return Map_delete(map, stored_key(key));
}

static inline uint64_t map_sum(Map *map)
{
    uint64_t sum = 0;
    Map_iter it;

    Map_iter_init(&it, map);
    while (Map_next(&it))
        sum += *it.value;
    return sum;
}

static void map_clear(Map *map)
{
    Map_clear(map);
}

static inline size_t map_len(Map *map)
{
    return Map_len(map);
}

#include "cells.h"

#endif
