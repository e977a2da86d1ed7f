/* Read by annotations.cmake, not compiled into anything. */
#include <string.h>

#define RMAP_NAME        counts
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include "rmap/hmap.h"

#define RMAP_NAME        names
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap/hmap.h"

#define RMAP_NESTED          map
#define RMAP_INNER           counts
#define RMAP_KEY             const char *
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/nested.h"

#define RMAP_NESTED      set
#define RMAP_INNER       names
#define RMAP_INNER_SET   1
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#define RMAP_OVER        "rmap/flat.h"
#include "rmap/nested.h"
