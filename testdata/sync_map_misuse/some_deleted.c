/* Only what is old goes. */
#include "smap.h"

int is_old(const char *key);

void drop(smap *map)
{
    smap_iter it;
    const char *key;
    smap_range(&it, map);
    while (smap_next(&it, &key))
        if (is_old(key))
            smap_delete(map, key);
}
