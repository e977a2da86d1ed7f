/* Every entry is deleted, one by one. */
#include "smap.h"

void drop(smap *map)
{
    smap_iter it;
    const char *key;
    smap_range(&it, map);
    while (smap_next(&it, &key))
        smap_delete(map, key); // want sync-map-misuse "keeps the table"
}
