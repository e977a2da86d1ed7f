/* uthash: entries are the user's, each in a block of its own. */
/* needs: uthash.h */
#include "keys.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct Entry Entry;

/* uthash hands the address of the key over; its hashes have 32 bits. */
#define HASH_FUNCTION(at, length, result)                                              \
    ((void)(length), (result) = (unsigned)hash_key(*(const Key *)(at), FIXED_SEED))
#define HASH_KEYCMP(a, b, length)                                                      \
    ((void)(length), !same_key(*(const Key *)(a), *(const Key *)(b)))
#define HASH_NONFATAL_OOM 1
#include <uthash.h>

struct Entry {
    Key key;
    uint64_t value;
    UT_hash_handle hh;
};

typedef struct Map {
    Entry *head;
} Map;

#define MAP_RESERVES 0

static Map *map_make(size_t hint)
{
    (void)hint;
    return (Map *)calloc(1, sizeof(Map));
}

static Entry *find(Map *map, Key key)
{
    Entry *entry;

    HASH_FIND(hh, map->head, &key, sizeof key, entry);
    return entry;
}

static bool map_put(Map *map, Key key, uint64_t value)
{
    Entry *entry = find(map, key);

    if (entry == NULL) {
        entry = (Entry *)malloc(sizeof *entry);
        if (entry == NULL)
            return false;
        entry->key = key;
        HASH_ADD(hh, map->head, key, sizeof key, entry);
    }
    entry->value = value;
    return true;
}

static inline uint64_t *map_get(Map *map, Key key)
{
    Entry *entry = find(map, key);

    return entry == NULL ? NULL : &entry->value;
}

static bool map_erase(Map *map, Key key)
{
    Entry *entry = find(map, key);

    if (entry == NULL)
        return false;
    HASH_DEL(map->head, entry);
    free(entry);
    return true;
}

static uint64_t map_sum(Map *map)
{
    uint64_t sum = 0;

    for (const Entry *entry = map->head; entry != NULL; entry = (Entry *)entry->hh.next)
        sum += entry->value;
    return sum;
}

/* As its manual says. There is no clear that keeps anything. */
static void map_clear(Map *map)
{
    Entry *entry, *next;

    HASH_ITER(hh, map->head, entry, next)
    {
        HASH_DEL(map->head, entry);
        free(entry);
    }
}

static void map_free(Map *map)
{
    map_clear(map);
    free(map);
}

static size_t map_len(Map *map)
{
    return HASH_COUNT(map->head);
}

#include "cells.h"
