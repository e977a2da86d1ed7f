/* dense: entries in one array, in the order of insertion. */
/* needs: rmap/dense.h */
#include "map_rmap_keys.h"
#include "rmap/dense.h"

#include "map_rmap.h"
