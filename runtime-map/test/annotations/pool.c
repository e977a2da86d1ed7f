/* Read by annotations.cmake, not compiled into anything. */
#include <string.h>

#define RMAP_NAME        counts
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include "rmap/hmap.h"

#define RMAP_NAME map
#define RMAP_MAP  counts
#include "rmap/pool.h"
