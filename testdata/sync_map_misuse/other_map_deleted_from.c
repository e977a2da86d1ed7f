/* What the one has is taken out of the other. */
#include "smap.h"

void subtract(smap *map, smap *from)
{
    smap_iter it;
    const char *key;
    smap_range(&it, map);
    while (smap_next(&it, &key))
        smap_delete(from, key);
}
