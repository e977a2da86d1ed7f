/* flat: open addressing. */
/* needs: rmap/flat.h */
#include "map_rmap_keys.h"
#include "rmap/flat.h"

#include "map_rmap.h"
