/* Read by annotations.cmake, not compiled into anything. */
#include <stdint.h>
#include <string.h>

#define RMAP_NAME  map
#define RMAP_KEY   uint32_t
#define RMAP_VALUE int
#include "rmap/frozen.h"

#define RMAP_NAME        set
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap/frozen.h"
