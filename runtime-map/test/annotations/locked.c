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

#define RMAP_NAME map
#define RMAP_OF   counts
#include "rmap/locked.h"

#define RMAP_NAME   set
#define RMAP_OF     names
#define RMAP_OF_SET 1
#include "rmap/locked.h"
