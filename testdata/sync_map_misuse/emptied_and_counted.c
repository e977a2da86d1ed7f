/* ... and counted on the way. */
#include "smap.h"

void drop(smap *map, unsigned *gone)
{
    smap_iter it;
    const char *key;
    smap_range(&it, map);
    while (smap_next(&it, &key)) {
        smap_delete(map, key); // want sync-map-misuse "smap_clear()"
        ++*gone;
    }
    smap_clear(map);
}
