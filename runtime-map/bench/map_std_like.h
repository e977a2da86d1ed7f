/*
 * The end of the C++ adapters: Table<Hash, Equal> is a map from Key to uint64_t with
 * the interface of std::unordered_map.
 */
#ifndef BENCH_MAP_STD_LIKE_H
#define BENCH_MAP_STD_LIKE_H

/* Says in the words of Boost and of unordered_dense that it needs no more mixing. */
struct Hash {
    using is_avalanching = void;
    size_t operator()(Key key) const
    {
        return hash_key(key, FIXED_SEED);
    }
};

struct Equal {
    bool operator()(Key a, Key b) const
    {
        return same_key(a, b);
    }
};

using Map = Table<Hash, Equal>;

#define MAP_RESERVES 1

static Map *map_make(size_t hint)
{
    Map *map = new Map();
    if (hint > 0)
        map->reserve(hint);
    return map;
}

static void map_free(Map *map)
{
    delete map;
}

static inline bool map_put(Map *map, Key key, uint64_t value)
{
    (*map)[key] = value;
    return true;
}

static inline uint64_t *map_get(Map *map, Key key)
{
    auto at = map->find(key);
    return at == map->end() ? nullptr : const_cast<uint64_t *>(&at->second);
}

static inline bool map_erase(Map *map, Key key)
{
    return map->erase(key) == 1;
}

static inline uint64_t map_sum(Map *map)
{
    uint64_t sum = 0;
    for (const auto &entry : *map)
        sum += entry.second;
    return sum;
}

static void map_clear(Map *map)
{
    map->clear();
}

static inline size_t map_len(Map *map)
{
    return map->size();
}

#include "cells.h"

#endif
