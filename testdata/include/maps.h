/* Maps of runtime-map that the cases share. */
#ifndef MAPVET_TESTDATA_MAPS_H
#define MAPVET_TESTDATA_MAPS_H

#include <string.h>

/* text to number */
#define RMAP_NAME            counts
#define RMAP_KEY             const char *
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

/* number to number */
#define RMAP_NAME            ids
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* text to a map of its own */
#define RMAP_NAME            tenants
#define RMAP_KEY             const char *
#define RMAP_VALUE           counts *
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

/* number to a map of its own */
#define RMAP_NAME            shards
#define RMAP_KEY             int
#define RMAP_VALUE           counts *
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#endif
