/* All at once. */
#include "smap.h"

void drop(smap *map)
{
    smap_clear(map);
}
