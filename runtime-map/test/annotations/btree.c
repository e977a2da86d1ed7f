/* Read by annotations.cmake, not compiled into anything. */
#include <string.h>

#define RMAP_NAME          map
#define RMAP_KEY           const char *
#define RMAP_VALUE         int
#define RMAP_COMPARE(a, b) strcmp(a, b)
#include "rmap/btree.h"

#define RMAP_NAME        set
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap/btree.h"
