/* ... and emptied. */
#include "smap.h"

void drop(omap *map)
{
    omap_iter it;
    const char *key;
    omap_range(&it, map);
    while (omap_next(&it, &key))
        omap_delete(map, key);
}
