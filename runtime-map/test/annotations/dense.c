/* Read by annotations.cmake, not compiled into anything. */
#include <string.h>

#define RMAP_NAME            map
#define RMAP_KEY             const char *
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/dense.h"

#define RMAP_NAME        set
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap/dense.h"
