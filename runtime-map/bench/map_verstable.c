/* Verstable. */
/* needs: verstable.h */
#include "keys.h"

#include <stdlib.h>

static inline uint64_t hash_of(Key key)
{
    return hash_key(key, FIXED_SEED);
}

#define NAME    key_table
#define KEY_TY  Key
#define VAL_TY  uint64_t
#define HASH_FN hash_of
#define CMPR_FN same_key
#include "verstable.h"

typedef key_table Map;

#define MAP_RESERVES 1

static Map *map_make(size_t hint)
{
    Map *map = (Map *)malloc(sizeof *map);

    if (map == NULL)
        return NULL;
    vt_init(map);
    if (hint > 0 && !vt_reserve(map, hint)) {
        free(map);
        return NULL;
    }
    return map;
}

static void map_free(Map *map)
{
    vt_cleanup(map);
    free(map);
}

static inline bool map_put(Map *map, Key key, uint64_t value)
{
    return !vt_is_end(vt_insert(map, key, value));
}

static inline uint64_t *map_get(Map *map, Key key)
{
    key_table_itr at = vt_get(map, key);

    return vt_is_end(at) ? NULL : &at.data->val;
}

static inline bool map_erase(Map *map, Key key)
{
    return vt_erase(map, key);
}

static inline uint64_t map_sum(Map *map)
{
    uint64_t sum = 0;

    for (key_table_itr at = vt_first(map); !vt_is_end(at); at = vt_next(at))
        sum += at.data->val;
    return sum;
}

static void map_clear(Map *map)
{
    vt_clear(map);
}

static inline size_t map_len(Map *map)
{
    return vt_size(map);
}

#include "cells.h"
